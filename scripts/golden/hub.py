"""Writes src/lib/hub/pretrained.json: where timm's weights of the models that the families here are
about lie on the Hugging Face hub, under which licences, and what timm's results files say of them.
Run with timm 1.0.29: python scripts/golden/hub.py path/to/timm_results.json
"""

import json
import sys

import timm
from timm.models._registry import _model_default_cfgs as DEFAULTS

from names import OURS, text
from places import REPO

USUAL_LICENCE = "apache-2.0"


def configs():
    for file in OURS:
        for model in timm.list_models(module=file):
            known = DEFAULTS[model].cfgs if model in DEFAULTS else {}
            yield from ((f"{model}.{tag}", config) for tag, config in known.items() if tag)


def main():
    results = json.load(open(sys.argv[1]))
    top1 = {(row[0], row[1]): row[-1] for row in results["rows"]}
    licences: dict = {}
    table: dict = {"timm": timm.__version__, "results": results["source"], "licence": USUAL_LICENCE}
    absent, elsewhere, known = [], {}, []
    for name, config in configs():
        if not config.hf_hub_id:
            absent.append(name)
            continue
        if config.hf_hub_id != "timm/":
            elsewhere[name] = config.hf_hub_id
        if config.license != USUAL_LICENCE:
            licences.setdefault(config.license, []).append(name)
        accuracy = top1.get((name, config.input_size[1]))
        if accuracy is not None:
            known.append(f"{name}:{accuracy}")
    table["licences"] = {name: " ".join(models) for name, models in licences.items()}
    table["absent"] = " ".join(absent)
    table["elsewhere"] = elsewhere
    table["top1"] = " ".join(known)
    rows = [f"\t{json.dumps(key)}: {text(value)}" for key, value in table.items()]
    (REPO / "src/lib/hub/pretrained.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main()
