select * from read_parquet('${data_dir}/kpi_scoreboard.parquet')
