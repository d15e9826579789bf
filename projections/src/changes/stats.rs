//! The arithmetic of comparing before with after: Wilson's interval for a share, Student's for a mean, and two tests of whether a square table leans to
//! one side: Bowker's (is it symmetric?) and Stuart and Maxwell's (are its margins the same?).

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};
use utoipa::ToSchema;

/// The 97.5th percentile of the normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A share with its interval of 95 % (Wilson).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Share {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// The share of `count` in `whole`; none of nothing.
pub fn share(count: i64, whole: i64) -> Option<Share> {
    if whole <= 0 || count < 0 || count > whole {
        return None;
    }
    let (count, whole) = (count as f64, whole as f64);
    let share = count / whole;
    let below = 1.0 + Z * Z / whole;
    let middle = (share + Z * Z / (2.0 * whole)) / below;
    let half = Z / below * (share * (1.0 - share) / whole + Z * Z / (4.0 * whole * whole)).sqrt();
    Some(Share { share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

/// A mean with its interval of 95 % (Student).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Mean {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// Sums from which a mean follows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    many: i64,
    sum: i64,
    squares: i64,
}

impl Sums {
    /// One more value.
    pub fn add(&mut self, value: i64) {
        self.many += 1;
        self.sum += value;
        self.squares += value * value;
    }

    /// The mean; none of fewer than two values.
    pub fn mean(self) -> Option<Mean> {
        if self.many < 2 {
            return None;
        }
        let many = self.many as f64;
        let mean = self.sum as f64 / many;
        let variance = ((self.squares as f64 - many * mean * mean) / (many - 1.0)).max(0.0);
        let t = StudentsT::new(0.0, 1.0, many - 1.0).ok()?.inverse_cdf(0.975);
        let half = t * (variance / many).sqrt();
        Some(Mean { mean, low: mean - half, high: mean + half })
    }
}

/// The outcome of a test: how likely so uneven a table is when nothing but chance moves families.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Test {
    /// Chi-squared.
    pub statistic: f64,
    pub degrees: u32,
    pub p: f64,
}

fn test(statistic: f64, degrees: u32) -> Option<Test> {
    let p = ChiSquared::new(f64::from(degrees)).ok()?.sf(statistic);
    p.is_finite().then_some(Test { statistic, degrees, p })
}

/// Both tests of a square table, rows before and columns after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Tests {
    /// As many went each way between every two steps (Bowker).
    pub symmetry: Option<Test>,
    /// As many stand on each step after as before (Stuart and Maxwell).
    pub margins: Option<Test>,
    /// Families that changed their step: under ten, neither test says much.
    pub changed: i64,
}

/// The tests; none where nobody changed.
pub fn tests(table: &[Vec<i64>]) -> Option<Tests> {
    let size = table.len();
    let changed: i64 = (0..size).map(|i| (0..size).filter(|j| *j != i).map(|j| table[i][j]).sum::<i64>()).sum();
    if changed == 0 || table.iter().any(|row| row.len() != size) {
        return None;
    }
    Some(Tests { symmetry: bowker(table), margins: stuart_maxwell(table), changed })
}

fn bowker(table: &[Vec<i64>]) -> Option<Test> {
    let (mut statistic, mut degrees) = (0.0, 0);
    for (i, row) in table.iter().enumerate() {
        for (j, there) in row.iter().enumerate().skip(i + 1) {
            let back = table[j][i];
            if there + back > 0 {
                let difference = (there - back) as f64;
                statistic += difference * difference / (there + back) as f64;
                degrees += 1;
            }
        }
    }
    if degrees == 0 { None } else { test(statistic, degrees) }
}

/// `d' S⁻¹ d` over all steps but one. Steps that nobody came to or left say nothing and are left out; where steps fall into groups between which nobody
/// moved, each group gives up one step.
fn stuart_maxwell(table: &[Vec<i64>]) -> Option<Test> {
    let size = table.len();
    let between = |i: usize, j: usize| (table[i][j] + table[j][i]) as f64;
    let row = |i: usize| table[i].iter().sum::<i64>();
    let column = |i: usize| table.iter().map(|row| row[i]).sum::<i64>();
    // Groups of steps that are joined by moves.
    let mut group: Vec<usize> = (0..size).collect();
    for _ in 0..size {
        for i in 0..size {
            for j in 0..size {
                if i != j && between(i, j) > 0.0 {
                    let least = group[i].min(group[j]);
                    (group[i], group[j]) = (least, least);
                }
            }
        }
    }
    let kept: Vec<usize> = (0..size).filter(|i| group[*i] != *i).collect();
    if kept.is_empty() {
        return None;
    }
    let d: Vec<f64> = kept.iter().map(|i| (row(*i) - column(*i)) as f64).collect();
    let mut s: Vec<Vec<f64>> = kept
        .iter()
        .map(|i| {
            kept.iter()
                .map(|j| if i == j { (row(*i) + column(*i) - 2 * table[*i][*i]) as f64 } else { -between(*i, *j) })
                .collect()
        })
        .collect();
    let solved = solve(&mut s, d.clone())?;
    let statistic: f64 = d.iter().zip(&solved).map(|(d, x)| d * x).sum();
    test(statistic.max(0.0), u32::try_from(kept.len()).ok()?)
}

/// Gauss with pivots, for the few steps there are.
fn solve(s: &mut [Vec<f64>], mut d: Vec<f64>) -> Option<Vec<f64>> {
    let size = d.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|a, b| s[*a][at].abs().total_cmp(&s[*b][at].abs()))?;
        if s[pivot][at].abs() < 1e-9 {
            return None;
        }
        s.swap(at, pivot);
        d.swap(at, pivot);
        let (done, rest) = s.split_at_mut(at + 1);
        let above = done.last()?;
        for (row, below) in rest.iter_mut().zip(at + 1..size) {
            let factor = row[at] / above[at];
            for (left, above) in row.iter_mut().zip(above).skip(at) {
                *left -= factor * above;
            }
            d[below] -= factor * d[at];
        }
    }
    for at in (0..size).rev() {
        for after in at + 1..size {
            d[at] -= s[at][after] * d[after];
        }
        d[at] /= s[at][at];
    }
    Some(d)
}

#[cfg(test)]
mod checks {
    use super::*;

    fn near(left: f64, right: f64, within: f64) {
        assert!((left - right).abs() < within, "{left} is not {right}");
    }

    /// Wilson's interval of 10 of 20 and of 0 of 10, as tables have them.
    #[test]
    fn a_share_has_its_interval() {
        let half = share(10, 20).unwrap();
        near(half.low, 0.2993, 0.0005);
        near(half.high, 0.7007, 0.0005);
        let none = share(0, 10).unwrap();
        assert_eq!(none.low, 0.0);
        near(none.high, 0.2775, 0.0005);
        assert_eq!((share(0, 0), share(3, 2), share(-1, 2)), (None, None, None));
    }

    #[test]
    fn a_mean_has_its_interval() {
        let mut sums = Sums::default();
        [2, 4, 4, 4, 5, 5, 7, 9].into_iter().for_each(|value| sums.add(value));
        let mean = sums.mean().unwrap();
        near(mean.mean, 5.0, 1e-9);
        // t(7) 2.3646 × 2.1381 / √8.
        near(mean.high - mean.mean, 1.7875, 0.001);
        let mut one = Sums::default();
        one.add(3);
        assert!(one.mean().is_none());
    }

    /// Stuart's own table of the unaided vision of 7,477 women, right eye against left: the margins differ with 11.96 at three degrees, and Bowker's
    /// statistic is 19.11 at six.
    #[test]
    fn the_tests_say_of_stuarts_table_what_he_says() {
        let vision =
            [vec![1520, 266, 124, 66], vec![234, 1512, 432, 78], vec![117, 362, 1772, 205], vec![36, 82, 179, 492]];
        let found = tests(&vision).unwrap();
        let margins = found.margins.unwrap();
        near(margins.statistic, 11.96, 0.01);
        assert_eq!(margins.degrees, 3);
        near(margins.p, 0.0075, 0.0002);
        let symmetry = found.symmetry.unwrap();
        near(symmetry.statistic, 19.11, 0.01);
        assert_eq!(symmetry.degrees, 6);
        near(symmetry.p, 0.0040, 0.0002);
    }

    /// Of two steps both tests are McNemar's.
    #[test]
    fn two_steps_are_mcnemars() {
        let found = tests(&[vec![10, 5], vec![15, 20]]).unwrap();
        near(found.margins.unwrap().statistic, 5.0, 1e-9);
        near(found.symmetry.unwrap().statistic, 5.0, 1e-9);
        near(found.margins.unwrap().p, 0.0253, 0.0002);
    }

    #[test]
    fn where_nobody_moved_there_is_no_test_and_empty_steps_are_left_out() {
        assert_eq!(tests(&[vec![4, 0], vec![0, 9]]), None);
        assert_eq!(tests(&[]), None);
        // The middle step nobody came to or left.
        let found = tests(&[vec![1, 0, 2], vec![0, 7, 0], vec![8, 0, 1]]).unwrap();
        assert_eq!(found.margins.map(|one| one.degrees), Some(1));
        near(found.margins.unwrap().statistic, 3.6, 1e-9);
        // Two pairs of steps between which nobody moved: each gives up one.
        let found = tests(&[vec![0, 3, 0, 0], vec![1, 0, 0, 0], vec![0, 0, 0, 2], vec![0, 0, 4, 0]]).unwrap();
        assert_eq!(found.margins.map(|one| one.degrees), Some(2));
        assert_eq!(found.changed, 10);
    }
}
