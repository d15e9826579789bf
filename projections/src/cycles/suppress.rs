//! Suppression of small cells, so that neither a row's nor a column's total, nor any chain of them, gives one back.
//!
//! The table with its totals is a set of lines that add up. Hidden cells are the edges of a graph between lines; a hidden cell can be computed from
//! what is shown exactly when it is a bridge of that graph. So further cells are hidden, a
//! cheapest square through each bridge, until none is left.

/// Counts below this are hidden; zero is not, for it names nobody.
const SMALL: i64 = 5;

/// A table that holds another one, from which its reader could subtract.
pub(super) struct Whole {
    pub(super) cells: Vec<Vec<i64>>,
    /// Its rows and columns count something else: only the sum of all, and of those tiered once, can be subtracted.
    pub(super) only_sums: bool,
}

fn with_totals(cells: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let width = cells.first().map_or(0, Vec::len);
    let mut table: Vec<Vec<i64>> =
        cells.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
    table.push((0..=width).map(|column| table.iter().map(|row| row[column]).sum()).collect());
    table
}

/// Which cells of a table of counts to hide: the small ones, and those that leave a small rest of a wider table. `cells` are rows of columns without totals; the answer has one more row and column, for the totals.
pub(super) fn hidden(cells: &[Vec<i64>], wholes: &[Whole]) -> Vec<Vec<bool>> {
    let width = cells.first().map_or(0, Vec::len);
    let table = with_totals(cells);
    let mut hide: Vec<Vec<bool>> =
        table.iter().map(|row| row.iter().map(|count| (1..SMALL).contains(count)).collect()).collect();
    for whole in wholes {
        let wider = with_totals(&whole.cells);
        for (row, line) in table.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                let is_sum = row + 1 == table.len() && column + 1 >= width;
                if (is_sum || !whole.only_sums) && (1..SMALL).contains(&(wider[row][column] - count)) {
                    hide[row][column] = true;
                }
            }
        }
    }
    while let Some((row, column)) = bridge(&hide) {
        // The cheapest square through the exposed cell: empty cells protect little, and totals are missed most.
        let corners = |other: usize, across: usize| [(row, across), (other, column), (other, across)];
        let cost = |&(other, across): &(usize, usize)| {
            let fresh = corners(other, across).into_iter().filter(|&(row, column)| !hide[row][column]);
            fresh.fold((0, 0, 0), |(empty, totals, families), (row, column)| {
                let total = row + 1 == table.len() || column == width;
                (empty + i64::from(table[row][column] == 0), totals + i64::from(total), families + table[row][column])
            })
        };
        let others = (0..table.len()).filter(|other| *other != row);
        let squares =
            others.flat_map(|other| (0..=width).filter(|across| *across != column).map(move |across| (other, across)));
        let Some((other, across)) = squares.min_by_key(cost) else { break };
        for (row, column) in corners(other, across) {
            hide[row][column] = true;
        }
    }
    hide
}

/// A hidden cell that what is shown gives back: without it, its row and its column are not connected by other hidden cells.
fn bridge(hide: &[Vec<bool>]) -> Option<(usize, usize)> {
    let (height, width) = (hide.len(), hide.first().map_or(0, Vec::len));
    let all = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    all.filter(|&(row, column)| hide[row][column]).find(|&(row, column)| !connected(hide, row, column))
}

fn connected(hide: &[Vec<bool>], row: usize, column: usize) -> bool {
    let (height, width) = (hide.len(), hide.first().map_or(0, Vec::len));
    let (mut rows, mut columns) = (vec![false; height], vec![false; width]);
    let mut open = vec![row];
    rows[row] = true;
    while let Some(at) = open.pop() {
        for next in 0..width {
            let is_the_cell = at == row && next == column;
            if hide[at][next] && !is_the_cell && !columns[next] {
                columns[next] = true;
                for back in 0..height {
                    let is_the_cell = back == row && next == column;
                    if hide[back][next] && !is_the_cell && !rows[back] {
                        rows[back] = true;
                        open.push(back);
                    }
                }
            }
        }
    }
    columns[column]
}

#[cfg(test)]
mod tests {
    use super::{Whole, hidden as hidden_within};

    fn hidden(cells: &[Vec<i64>]) -> Vec<Vec<bool>> {
        hidden_within(cells, &[])
    }

    fn count(hide: &[Vec<bool>]) -> usize {
        hide.iter().flatten().filter(|hidden| **hidden).count()
    }

    #[test]
    fn a_table_without_small_cells_is_shown_whole() {
        assert_eq!(count(&hidden(&[vec![10, 20, 0], vec![7, 0, 9]])), 0);
    }

    #[test]
    fn s064_one_small_cell_takes_others_with_it_so_that_no_total_gives_it_back() {
        let hide = hidden(&[vec![3, 20, 30], vec![10, 15, 40], vec![11, 12, 13]]);
        assert!(hide[0][0]);
        for line in &hide {
            assert_ne!(line.iter().filter(|hidden| **hidden).count(), 1, "a row's total gives the cell back: {hide:?}");
        }
        for column in 0..4 {
            assert_ne!(
                hide.iter().filter(|row| row[column]).count(),
                1,
                "a column's total gives the cell back: {hide:?}"
            );
        }
    }

    #[test]
    fn two_hidden_squares_joined_by_one_cell_do_not_give_that_cell_back() {
        // Every line holds two hidden cells, and yet the joining one could be computed from the sums of both squares.
        let hide = hidden(&[vec![1, 2, 3, 20], vec![2, 1, 20, 20], vec![20, 20, 2, 3], vec![20, 20, 1, 2]]);
        assert!(super::bridge(&hide).is_none());
        assert!(count(&hide) > 9);
    }

    #[test]
    fn s064_no_cell_is_shown_that_leaves_a_small_rest_of_a_wider_table() {
        let cells = [vec![18, 20, 30], vec![10, 15, 40]];
        let wider = || vec![vec![20, 30, 40], vec![20, 25, 50]];
        let hide = hidden_within(&cells, &[Whole { cells: wider(), only_sums: false }]);
        assert!(hide[0][0], "20 - 18 names two families: {hide:?}");
        assert!(super::bridge(&hide).is_none());
        assert_eq!(count(&hidden_within(&cells, &[Whole { cells: wider(), only_sums: true }])), 0);
        let nearly = vec![vec![18, 20, 30], vec![10, 15, 43]];
        let hide = hidden_within(&cells, &[Whole { cells: nearly, only_sums: true }]);
        assert!(hide[2][3], "three families are in the wider table alone: {hide:?}");
    }

    #[test]
    fn a_small_total_is_hidden_too() {
        let hide = hidden(&[vec![1, 0, 0], vec![30, 40, 50]]);
        assert!(hide[0][3], "{hide:?}");
    }
}
