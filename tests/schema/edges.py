"""Values at the edge of what the loaders take: (place, values on both sides of it)."""

MONTH_ENDS = [f"{month:02}-{day}" for month in range(1, 13) for day in range(28, 32)]
YEARS = [1970, 1972, 1996, 1999, 2000, 2023, 2024, 2096, 2100, 2400, 9998, 9999]

POLICY = [
    ("facts_max_age", "36500d 36501d 99999d 0d 01d 1d 876000h 876001h 52560000m 52560001m 3153600000s 3153600001s 1w 1.5d d -1d 1D"),
    ("issued", "1969-12-31 1970-01-01 2000-02-29 2100-02-29 2024-02-30 2026-04-31 2026-00-01 2026-1-1 9999-12-31 10000-01-01 2026-11-22Z"),
    ("sources.made-up.url", "https:// https://a http://example.org HTTPS://example.org ftp://https://"),
    ("platforms.rows.1.proof_kb.0", "KB999 KB1000 KB01000 KB99999999 KB100000000 KB-1000 Kb5005625 KB5005625x KB500_625"),
    ("platforms.esu_programmes.old.activation_ids.0",
     "77DB037B-95c3-48d7-a3ab-a9c6d41093e0 77db037b95c348d7a3aba9c6d41093e0 {77db037b-95c3-48d7-a3ab-a9c6d41093e0} "
     "77db037b-95c3-48d7-a3ab-a9c6d41093e 77db037b-95c3-48d7-a3ab-a9c6d41093e00 g7db037b-95c3-48d7-a3ab-a9c6d41093e0"),
    ("requirements.root.root_certificate.sha1", "F40042E2E5F7E8EF8189FED15519AECE42C3BFA f40042e2e5f7e8ef8189fed15519aece42c3bfa2 F4-0042"),
    ("products.agent.lines.20.0.first_acs",
     "20.0.1-1 20.0.0.6690 20.0.0 20.0 20.0.0-06690 20.0.0-0 20.0-0.6690 20.0.0-1-1 20.0.0.1.1 20.0.0-2147483647 v20.0.0-1 20.0.0-"),
    ("products.agent.lines.11.0.first_acs", "11.0.465 11.0.0-465 11.0.0.465 11.0 11.0.00465 11.0.465x 11-0-465"),
    ("updates.0",
     "7600,1,KB5005617,2021-09-14,security-only,made-up 7600,,KB5005617,2021-09-14,regular,made-up 7600,,KB5005617,2021-02-29,monthly-rollup,made-up "
     "7600,1,KB5005617,2021-09-14,regular,made-up 7600,1,KB5005617,2021-09-14,preview,made-up,x 7600,1,5005617,2021-09-14,preview,made-up "
     "07600,1,KB5005617,2021-09-14,preview,made-up 7600,01,KB5005617,2021-09-14,preview,made-up 7600,1,KB5005617,2021-09-14,Preview,made-up "
     "7600,1,KB5005617,2021-09-14,preview, 7600,1,KB5005617,2021-09-14,out-of-band,made-up 7600,1,KB5005617,2021-09-14,hotpatch,made-up "
     "7600,1,KB5005617,2021-09-14,unspecified,made-up"),
    ("platforms", "/etc/hostname ../x.yaml a/../x.yaml a/.. .. C:/x.yaml a\\b //server/x ./none.yaml"),
]
LINE_NAMES = "20 20.0.0 20.00 020.0 a.b 20-0 20. .0 2147483647.0 30.1".split()

FACTS = [
    ("collected_at",
     [f"{year}-{end}T12:00:00Z" for year in YEARS for end in MONTH_ENDS]
     + "2026-11-22T10:00:00 2026-11-22T10:00:00z 2026-11-22t10:00:00Z 2026-11-22T24:00:00Z 2026-11-22T23:59:60Z 2026-11-22T10:00:00.Z "
     "2026-11-22T10:00:00.123456789+09:00 2026-11-22T10:00:00+9:00 2026-11-22T10:00:00+24:00 2026-11-22T10:00:00-23:59 2026-11-22T10:00Z "
     "2026-11-22T10:00:00+09:60 2026-11-22T10:00:00+0900 1969-12-31T23:59:59Z 2026-11-22 2026-11-22T10:00:00,5Z".split()
     + ["2026-11-22 10:00:00Z", "2026-11-22T10:00:00 Z"]),
    ("updates.hotfixes.0", "KB999 kb1000 kB1000 KB01000 KB99999999 KB100000000 KB-1000 KB5005625x".split() + ["KB 5005625"]),
    ("roots.present.0", ["a" * 39, "a" * 40, "a" * 41, "A" * 63, "A" * 64, "A" * 65, "g" * 40, "Aa" * 20]),
    ("os.status", ["OK", "ok ", "missing", "unsupported"]),
    ("host.name", ["a" * 4096, "a" * 4097]),
    ("os.family", ["Windows", "linux"]),
    ("os.type", ["workstation"]),
]
