-- One row per attempt and current customer: the nearest segment of the attempt's rule. Everyone is placed: missing
-- variables are left out and the rest rescaled; ties and customers without any variable go to the lower number, which
-- is the larger segment, with confidence 0. Confidence is the lead of the nearest segment over the second: in distance
-- times the share of the weights that is known, or for a mixture in probability.
{{ nearest_segments(
    rule=ref("int_segmentation_rule"),
    readings=ref("int_placement_values"),
    parts=ref("int_placement_parts"),
    attempts=ref("int_attempts"),
) }}
