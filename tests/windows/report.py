"""How the tests in this folder tell what they found."""


def verdict(checks):
    """Prints what failed of (what, passed, what was seen) and returns the exit code."""
    failed = total = 0
    for what, passed, seen in checks:
        total += 1
        if not passed:
            failed += 1
            print(f"FAILED: {what}\n  saw {seen}")
    print(f"{total - failed} of {total} checks passed")
    return 1 if failed or not total else 0
