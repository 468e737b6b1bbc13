select
    coalesce(max(case when feed = 'customers' then period_{{language.code}} end), '–') as register,
    coalesce(max(case when feed = 'contracts' then period_{{language.code}} end), '–') as contracts,
    coalesce(max(case when feed = 'service_usage' then period_{{language.code}} end), '–') as usage,
    coalesce(max(case when feed = 'survey_responses' then period_{{language.code}} end), '–') as survey
from edition.data_periods
