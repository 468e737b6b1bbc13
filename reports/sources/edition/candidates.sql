select * from read_parquet('${data_dir}/candidates.parquet')
