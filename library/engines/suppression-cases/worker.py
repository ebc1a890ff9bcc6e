"""Takes rows from the suppression queue as far as the reviewer, and cases from the reviewer to the seller.

The worker never files, sends or closes anything: it puts drafts into the review queue, and it closes a case only when
the catalogue says that the listing is live.
"""
from inference import load_prompt, run
from queues import case_system, catalogue, review_queue, suppression_queue

CONFIDENCE = 0.7

TEMPLATES = {
    "missing-attribute": "library/prompts/suppression/case-missing-attribute.jinja2",
    "image": "library/prompts/suppression/case-image.jinja2",
    "safety": "library/prompts/suppression/case-safety.prompt.md",
    "hazmat": "library/prompts/suppression/case-hazmat.prompt.md",
    "pricing": "library/prompts/suppression/case-pricing.prompt.md",
}


def prepare(row):
    """Classifies a row, drafts its case from the template of its type, and confirms the citations."""
    case = run(load_prompt("library/prompts/suppression/classify-row.prompt.yml"), row)
    if case["type"] not in TEMPLATES or case["confidence"] < CONFIDENCE:
        return review_queue.put(row, reason="type is unknown")
    policy = run(load_prompt("library/prompts/skills/policy-citation/SKILL.md"), row)
    draft = run(load_prompt(TEMPLATES[case["type"]]), row, policy_extract=policy)
    citations = run(
        load_prompt("library/prompts/suppression/CaseCitations/skprompt.txt"),
        case_text=draft,
        policy_text=policy,
        policy_date=row["suppressed_on"],
    )
    review_queue.put(row, draft=draft, citations=citations)


def tell_seller(case):
    """Drafts the reply that fits the case's state; a person looks at it before it is sent."""
    if case.state == "received":
        prompt = load_prompt("library/prompts/replies.yaml#received")
    elif case.state == "waiting":
        prompt = load_prompt("library/prompts/replies.yaml#more_info")
    elif case.state == "live":
        prompt = load_prompt("library/prompts/replies.yaml#reinstated")
    else:
        prompt = load_prompt("library/prompts/replies.yaml#declined")
    review_queue.put(case, reply=run(prompt, case.fields))


def appeal(case):
    text = run(load_prompt("library/prompts/suppression/appeal-rewrite.prompty"), case.fields)
    review_queue.put(case, draft=text)


def close_what_is_live():
    for case in case_system.open_cases():
        if catalogue.is_live(case.listing_id):
            case_system.close(case, owner=case.owner)


if __name__ == "__main__":
    for row in suppression_queue.rows():
        prepare(row)
    for case in case_system.changed():
        if case.state == "declined" and case.appealable:
            appeal(case)
        else:
            tell_seller(case)
    close_what_is_live()
