use super::*;
use proptest::prelude::*;

/// The definition of RFC 6962, section 2.1, word for word.
fn by_definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            node(&by_definition(&leaves[..split]), &by_definition(&leaves[split..]))
        }
    }
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|n| leaf(&n.to_be_bytes())).collect()
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The roots of the test vectors of Certificate Transparency (`merkle_tree_test.cc`), so that another program's tree is the same tree.
#[test]
fn the_tree_is_that_of_certificate_transparency() {
    let inputs: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let mut tree = Tree::new();
    assert_eq!(hex(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    for (input, root) in inputs.into_iter().zip(roots) {
        tree.push(leaf(input));
        assert_eq!(hex(&tree.root()), root);
    }
}

#[test]
fn a_growing_tree_has_the_root_of_the_definition_at_every_size() {
    let all = leaves(130);
    let mut tree = Tree::new();
    for size in 0..=all.len() {
        assert_eq!(tree.root(), by_definition(&all[..size]), "{size}");
        if let Some(leaf) = all.get(size) {
            tree.push(*leaf);
        }
    }
}

#[test]
fn every_leaf_of_every_small_tree_is_proven_and_no_other_place_is() {
    for size in 1..=33 {
        let all = leaves(size);
        let mut prover = Prover::new(size as u64, 0..size as u64);
        all.iter().for_each(|leaf| prover.push(*leaf));
        let (tree, paths) = prover.finish();
        let root = tree.root();
        for (index, path) in paths.iter().enumerate() {
            for other in 0..size + 2 {
                let proven = includes(&root, &all[index], other as u64, size as u64, path);
                assert_eq!(proven, other == index, "leaf {index} of {size} at {other}");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_proof_breaks_with_any_flipped_bit(size in 1usize..300, at in any::<prop::sample::Index>(), bit in any::<prop::sample::Index>(), place in any::<prop::sample::Index>()) {
        let all = leaves(size);
        let index = at.index(size);
        let mut prover = Prover::new(size as u64, [index as u64]);
        all.iter().for_each(|leaf| prover.push(*leaf));
        let (tree, mut paths) = prover.finish();
        let (root, mut path, mut leaf) = (tree.root(), paths.remove(0), all[index]);
        prop_assert!(includes(&root, &leaf, index as u64, size as u64, &path));
        let bit = bit.index(256);
        match place.index(path.len() + 1) {
            0 => leaf[bit / 8] ^= 1 << (bit % 8),
            n => path[n - 1][bit / 8] ^= 1 << (bit % 8),
        }
        prop_assert!(!includes(&root, &leaf, index as u64, size as u64, &path));
    }

    #[test]
    fn a_path_too_long_or_too_short_proves_nothing(size in 2usize..200, at in any::<prop::sample::Index>()) {
        let all = leaves(size);
        let index = at.index(size) as u64;
        let mut prover = Prover::new(size as u64, [index]);
        all.iter().for_each(|leaf| prover.push(*leaf));
        let (tree, mut paths) = prover.finish();
        let (root, mut path, leaf) = (tree.root(), paths.remove(0), all[index as usize]);
        path.push([0; 32]);
        prop_assert!(!includes(&root, &leaf, index, size as u64, &path));
        path.truncate(path.len() - 2);
        prop_assert!(!includes(&root, &leaf, index, size as u64, &path));
    }
}
