select * from read_parquet('${data_dir}/satisfaction.parquet')
