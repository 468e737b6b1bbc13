select * from read_parquet('${data_dir}/completeness.parquet')
