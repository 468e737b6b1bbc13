select * from read_parquet('${data_dir}/headlines.parquet')
