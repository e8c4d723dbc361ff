//! Items of unequal heights and a selected one -> which are visible, and where.

/// What is visible: index of an item and the row of the pane at which it starts.
pub type Visible = Vec<(usize, u16)>;

/// Fills a pane of `height` rows with items from `top` on, such that all of the selected item is in
/// it (its first rows, if it is higher than the pane). `height_of` gives the rows of an item with the
/// empty ones above it; those above the first are left out by the caller. Gives the new top.
pub fn fill(
    count: usize,
    selected: usize,
    top: usize,
    height: u16,
    mut height_of: impl FnMut(usize) -> u16,
) -> (usize, Visible) {
    let mut visible = Visible::new();
    if count == 0 || height == 0 {
        return (0, visible);
    }
    let selected = selected.min(count - 1);
    let mut top = top.min(selected);
    // From the selected item upwards, as many as fit: the top cannot be above them.
    let (mut first, mut rows) = (selected, height_of(selected));
    while first > top {
        rows = rows.saturating_add(height_of(first - 1));
        if rows > height {
            break;
        }
        first -= 1;
    }
    top = top.max(first);
    // The last item stands at the bottom, if there are enough above it.
    let mut below = 0u16;
    for index in top..count {
        below = below.saturating_add(height_of(index));
        if below >= height {
            break;
        }
    }
    while top > 0 && below < height {
        below = below.saturating_add(height_of(top - 1));
        if below > height {
            break;
        }
        top -= 1;
    }
    let (mut y, mut index) = (0u16, top);
    while y < height && index < count {
        visible.push((index, y));
        y = y.saturating_add(height_of(index));
        index += 1;
    }
    (top, visible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_item_is_visible(
            heights in proptest::collection::vec(1u16..5, 1..30),
            selected in 0usize..40, top in 0usize..40, height in 1u16..20,
        ) {
            let (top, visible) = fill(heights.len(), selected, top, height, |index| heights[index]);
            let selected = selected.min(heights.len() - 1);
            let y = visible.iter().find(|(index, _)| *index == selected).map(|(_, y)| *y);
            prop_assert!(y.is_some_and(|y| y == 0 || y + heights[selected] <= height));
            prop_assert_eq!(visible[0], (top, 0));
            // Nothing is left empty that an item could fill.
            let last = visible[visible.len() - 1];
            let end = last.1 + heights[last.0];
            prop_assert!(last.0 + 1 == heights.len() || end >= height);
            prop_assert!(top == 0 || end + heights[top - 1] > height);
        }
    }
}
