select * from read_parquet('${data_dir}/data_quality.parquet')
