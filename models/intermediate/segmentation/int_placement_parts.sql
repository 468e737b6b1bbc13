-- One row per attempt, current customer, segment and variable that both have: what the variable adds to the distance.
-- k-means counts squared differences, Gower's distance shares of the range, a mixture minus the log of the density; a
-- category the rule does not know is 'other'. (x - share)^2 summed over a variable's categories is
-- 1 - 2 * the own category's share + the shares' squares.
{{ placement_parts(ref("int_segmentation_rule"), ref("int_placement_values")) }}
