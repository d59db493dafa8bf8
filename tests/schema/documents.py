"""Reads documents the way acsgate's own loaders see them, for a validator that wants types."""

import copy
import json
import re

import yaml


class Unreadable(Exception):
    """The file is no YAML or JSON, or not UTF-8: no schema is ever asked."""


class _Loader(yaml.SafeLoader):
    """Plain `true`, `false`, null and decimal integers have types, everything else is text: dates, 20.0, yes, 0x10."""

    yaml_implicit_resolvers = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^(0|[1-9][0-9]*)$"), list("0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(|~|null|Null|NULL)$"), ["", "~", "n", "N"])


def read_json(data):
    try:
        return json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise Unreadable(str(error)) from error


def read_yaml(data):
    """YAML, or JSON if it begins with a brace."""
    if data.lstrip()[:1] == b"{":
        return read_json(data)
    try:
        return yaml.load(data.decode("utf-8-sig"), _Loader)
    except (ValueError, yaml.YAMLError) as error:
        raise Unreadable(str(error).split("\n", maxsplit=1)[0]) from error


def _merge_into(base, overlay):
    if not isinstance(base, dict) or not isinstance(overlay, dict):
        return overlay
    for key, value in overlay.items():
        base[key] = _merge_into(base[key], value) if key in base else value
    return base


def merged(base, overlay):
    """The document that `overlay` makes of `base`, the policy that it extends."""
    base, overlay = copy.deepcopy(base), copy.deepcopy(overlay)
    overlay.pop("extends", None)
    platforms, updates = overlay.get("platforms"), overlay.get("updates")
    if isinstance(platforms, dict) and isinstance(platforms.get("rows"), list):
        rows = base["platforms"]["rows"]
        for row in platforms.pop("rows"):
            same = [old for old in rows if isinstance(row, dict) and old["id"] == row.get("id")]
            if same:
                _merge_into(same[0], row)
            else:
                rows.append(row)
    if isinstance(updates, list):
        base["updates"] += overlay.pop("updates")
    return _merge_into(base, overlay)
