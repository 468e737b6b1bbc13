select * from read_parquet('${data_dir}/typing_rule.parquet')
