select * from read_parquet('${data_dir}/process_steps.parquet')
