{# What a segment's paragraph says, from the columns trait_1_xx, trait_2_xx, advice, action_item_xx, action_share_text,
   action_n_text, action_score_text, driver_status, theme_xx, theme_share_text and voice_cases_text. A part whose
   figures are null says that there are not enough. #}
{% macro profile_paragraph(language) -%}
    {%- if language == "th" -%}
    coalesce(
        'ต่างจากลูกค้าทั้งหมดมากที่สุดคือ ' || trait_1_th || coalesce(' และ ' || trait_2_th, ''),
        'ข้อมูลไม่พอที่จะบอกว่าต่างจากลูกค้าอื่นอย่างไร'
    )
    || ' · '
    || coalesce(
        case advice
            when 'concentrate' then 'ควรเร่งปรับปรุง “' || action_item_th || '”'
            when 'keep_up' then 'ควรรักษา “' || action_item_th || '” ไว้ให้ดี'
        end
        || ' ซึ่งคิดเป็น ' || action_share_text || ' ของสิ่งที่อธิบายความพึงพอใจโดยรวม และได้คะแนนเฉลี่ย ' || action_score_text
        || ' (n = ' || action_n_text
        || case driver_status when 'pooled' then ' สัดส่วนเป็นของลูกค้าทั้งหมด' else '' end || ')',
        'ข้อมูลไม่พอที่จะบอกว่าควรทำอะไรก่อน'
    )
    || ' · '
    || coalesce(
        'เรื่องที่เข้ามามากที่สุดคือ ' || theme_th || ' ' || theme_share_text
        || ' ของ ' || voice_cases_text || ' เรื่อง',
        'เสียงของลูกค้า: ข้อมูลไม่พอ'
    )
    {%- else -%}
    coalesce(
        'Differs most from all customers in: ' || trait_1_en || coalesce('; ' || trait_2_en, '') || '.',
        'Not enough data to say how it differs from other customers.'
    )
    || ' '
    || coalesce(
        case advice
            when 'concentrate' then 'Improve first: '
            when 'keep_up' then 'Keep up: '
        end
        || action_item_en || ', with ' || action_share_text
        || ' of what explains overall satisfaction and a mean score of ' || action_score_text || ' (n = ' || action_n_text
        || case driver_status when 'pooled' then ', share of all customers' else '' end || ').',
        'Not enough data to say what to do first.'
    )
    || ' '
    || coalesce(
        'Most frequent theme of the cases received: ' || theme_en || ', ' || theme_share_text
        || ' of ' || voice_cases_text || '.',
        'Voice of customer: not enough data.'
    )
    {%- endif -%}
{%- endmacro %}
