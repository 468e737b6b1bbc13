select * from read_parquet('${data_dir}/response_rates.parquet')
