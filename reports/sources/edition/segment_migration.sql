select * from read_parquet('${data_dir}/segment_migration.parquet')
