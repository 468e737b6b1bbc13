"""A weak result on real runs: nothing is published until the reason is quoted; a merge is an attempt of its own."""

import json
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.conftest import World

HEADER = "ขั้นตอน,เรื่อง,ผลการพิจารณา,ผู้พิจารณา,ตำแหน่ง,หน่วยงาน,วันที่,เหตุผล,รหัสอ้างอิง"
LABELS = ("น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด")


def segments_differ_in_level_only(world: World) -> None:
    """Rewrite the needs in landing: a segment's customers rate everything higher or lower, and want the same."""
    with duckdb.connect(str(world.current / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute("select customer_id, segment_no from marts.customer_segments").fetchall()
    level = {customer: 2 + number % 3 for customer, number in rows}
    rng = np.random.default_rng(5)
    for file in sorted((world.data_dir / "landing" / "survey_responses").glob("*.parquet")):
        landed = pd.read_parquet(file)
        needs = landed["item_group"].astype(str).str.startswith("ความต้องการ")
        scores = landed.loc[needs, "juristic_id"].map(level).fillna(3).to_numpy() + rng.normal(0, 0.7, needs.sum())
        landed.loc[needs, "answer"] = [LABELS[int(score)] for score in np.clip(np.rint(scores), 1, 5) - 1]
        landed.to_parquet(file)
    # these answers are the year's first look
    (world.data_dir / "ledger" / "attempts.jsonl").write_text("", encoding="utf-8")


def decide(world: World, name: str, *rows: str) -> None:
    """Put decisions into the inbox."""
    (world.inbox / name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def attempts(world: World) -> list[tuple[object, ...]]:
    """The attempts that the ledger holds."""
    text = (world.data_dir / "ledger" / "attempts.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line) for line in text.splitlines()]
    return [(e["attempt"], e["approach"], e["k"], e["merged"]) for e in events if e["event"] == "attempt_started"]


@pytest.mark.long
def test_a_weak_result_waits_for_its_sign_off_and_a_merge_spends_an_attempt(published: World, tmp_path: Path) -> None:
    world = published.copy(tmp_path)
    segments_differ_in_level_only(world)
    with duckdb.connect(str(world.current / "warehouse.duckdb"), read_only=True) as connection:
        query = "select approach, k from marts.test_verdicts where is_current"
        approach, k = connection.execute(query).fetchall()[0]
    year = int(world.current.resolve().name[2:6])
    before = world.current.resolve().name

    waiting = world.cycle()
    assert waiting.returncode == 5, waiting.stdout + waiting.stderr
    assert "ต่างกันที่ระดับคะแนน" in waiting.stderr and "level_only" in waiting.stderr
    assert "Traceback" not in waiting.stderr
    assert world.current.resolve().name == before
    assert attempts(world) == [(1, approach, None, None)]

    decide(
        world,
        "มติ (แก้ไข).csv",
        f"S4,{approach} {k}: 1+2,รวมกลุ่ม,ผู้พิจารณา ก,ผู้อำนวยการกอง,ฝตล.,25/09/{year},แผนดูแลเดียวกัน,",
        f"S5,ผลการทดสอบ,เห็นชอบ,ผู้พิจารณา ค,นักวิเคราะห์,ฝพว.,26/09/{year},ใช้ได้ แม้ต่างกันที่ระดับคะแนน และเป็นกลุ่มที่กำหนดขึ้น,",
    )
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "node").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (broken / "node").chmod(0o755)
    # past the gate, up to the tool that builds the site
    signed = world.cycle(PATH=f"{broken}:/usr/bin:/bin")
    assert signed.returncode == 1 and "S7 failed" in signed.stderr, signed.stdout + signed.stderr
    assert attempts(world)[1:] == [(2, approach, k, "1+2")]
    run = max((world.data_dir / "runs").glob("FY*"))
    with duckdb.connect(str(run / "warehouse.duckdb"), read_only=True) as connection:
        numbers = {
            n for (n,) in connection.execute("select distinct segment_no from marts.customer_segments").fetchall()
        }
        verdict = connection.execute("select k, light, passed from marts.test_verdicts where is_current").fetchall()
    assert numbers == set(range(1, k + 1)) - {2}
    assert verdict == [(k - 1, "weak", True)]

    decide(
        world,
        "มติ (แก้ไข) ครั้งที่ 2.csv",
        f"S4,gower_kmedoids {k},เลือกแทน,ผู้พิจารณา ก,ผู้อำนวยการกอง,ฝตล.,27/09/{year},ลองวิธีอื่น,",
        f"S5,ผลการทดสอบ,ไม่เห็นชอบ,ผู้พิจารณา ค,นักวิเคราะห์,ฝพว.,27/09/{year},ขอดูผลของวิธีอื่นก่อน,",
    )
    refused = world.cycle()
    assert refused.returncode == 4 and "ขอดูผลของวิธีอื่นก่อน" in refused.stderr, refused.stdout + refused.stderr
    assert attempts(world)[2:] == [(3, "gower_kmedoids", k, None)]

    # three attempts were fixed beforehand, and all are used
    decide(
        world,
        "มติ (แก้ไข) ครั้งที่ 3.csv",
        f"S4,mixture {k},เลือกแทน,ผู้พิจารณา ก,ผู้อำนวยการกอง,ฝตล.,28/09/{year},ลองอีกวิธี,",
    )
    ended = world.cycle()
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert f"mixture {k} takes a test of its own" in ended.stderr
    assert len(attempts(world)) == 3
    assert world.current.resolve().name == before
