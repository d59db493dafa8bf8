#include "casebook/case_draft.hpp"

#include "casebook/one_or_many.hpp"
#include "casebook/words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

void read_name_list(MappingReader &reader, std::string_view key, std::optional<std::vector<CaseName>> &out,
                    Complaints &complaints) {
  if (const Node *node = reader.optional(key)) {
    out.emplace();
    for (const Node &item : one_or_many(*node)) {
      if (auto text = read_text(item, '"' + std::string(key) + '"', complaints)) {
        out->push_back({std::move(*text), item.mark});
      }
    }
  }
}

std::optional<Version> read_build(const std::string &text, Mark mark, Complaints &complaints) {
  const auto version = parse_version(text);
  if (!version) {
    complaints.add(mark, '"' + printable(text, 80) + "\" is not a build", "write it as 20.0.0-6690");
  }
  return version;
}

/// `ask: BUILD`, a list of builds, or a mapping from builds to what must become of each.
void read_asks(const Node &node, CaseDraft &draft, Complaints &complaints) {
  draft.asks.emplace();
  draft.expected_asks.emplace();
  const auto add = [&](const std::string &text, Mark mark, const ExpectedAsk &expected) {
    if (const auto version = read_build(text, mark, complaints)) {
      draft.asks->push_back({.build = version, .released = {}});
      draft.expected_asks->push_back(expected);
    }
  };
  if (node.kind == Node::Kind::mapping) {
    for (const Node::Member &member : node.members) {
      add(member.key, member.mark, read_expected_ask(member.value, complaints));
    }
  } else {
    for (const Node &item : one_or_many(node)) {
      if (const auto text = read_text(item, "\"ask\"", complaints)) {
        add(*text, item.mark, {});
      }
    }
  }
  if (draft.asks->size() > k_max_asked) {
    complaints.add(node.mark, "\"ask\" names more than " + std::to_string(k_max_asked) + " builds");
  }
}

void read_question(MappingReader &reader, CaseDraft &draft, Complaints &complaints) {
  if (const Node *module = reader.optional("module")) {
    if (auto text = read_text(*module, "\"module\"", complaints)) {
      draft.module = {std::move(*text), module->mark};
    }
  }
  if (const Node *ask = reader.optional("ask")) {
    read_asks(*ask, draft, complaints);
  }
  reader.date("released", draft.released);
  read_name_list(reader, "waive", draft.waived, complaints);
  if (const Node *now = reader.optional("now")) {
    const auto time = parse_timestamp(now->text);
    if (!time) {
      complaints.add(now->mark, "\"now\" must be a time with a zone, not \"" + printable(now->text, 80) + '"',
                     "write it as 2026-11-22T10:00:00Z");
    }
    draft.now = time.value_or(Timestamp{}); // it is there, however wrong
  }
}

void read_expected_requirements(const Node &node, CaseDraft &draft, Complaints &complaints) {
  draft.requirements.emplace();
  if (node.kind != Node::Kind::mapping) {
    complaints.add(node.mark, "\"requirements\" must be a mapping", "write it as {acs-update: pass}");
  }
  for (const Node::Member &member : node.members) {
    ExpectedRequirement requirement = read_expected_requirement(member.value, complaints);
    requirement.id = {member.key, member.mark};
    draft.requirements->push_back(std::move(requirement));
  }
}

void read_kbs(const Node &node, CaseDraft &draft, Complaints &complaints) {
  draft.kbs.emplace();
  for (const Node &item : one_or_many(node)) {
    if (const auto kb = read_kb(item, "\"kb\"", complaints)) {
      draft.kbs->push_back(*kb);
    }
  }
  std::ranges::sort(*draft.kbs);
}

void read_expectation(MappingReader &reader, CaseDraft &draft, Complaints &complaints) {
  if (const Node *expect = reader.optional("expect")) {
    draft.decision = read_decision(*expect, complaints).value_or(Decision::unknown);
  }
  if (const Node *codes = reader.optional("codes")) {
    draft.codes.emplace();
    for (const Node &item : one_or_many(*codes)) {
      read_code(item, *draft.codes, complaints);
    }
  }
  if (const Node *requirements = reader.optional("requirements")) {
    read_expected_requirements(*requirements, draft, complaints);
  }
  if (const Node *outcome = reader.optional("outcome")) {
    draft.outcome = read_outcome(*outcome, complaints);
  }
  if (const Node *best = reader.optional("best")) {
    const auto version = best->text == "none" ? std::nullopt : read_build(best->text, best->mark, complaints);
    draft.best = version ? to_string(*version) : "";
  }
  if (const Node *ready = reader.optional("ready")) {
    draft.ready = read_ready(*ready, complaints);
  }
  if (const Node *platform = reader.optional("platform")) {
    if (auto text = read_text(*platform, "\"platform\"", complaints)) {
      draft.platform = {*text == "none" ? "" : std::move(*text), platform->mark};
    }
  }
  if (const Node *kbs = reader.optional("kb")) {
    read_kbs(*kbs, draft, complaints);
  }
  if (const Node *says = reader.optional("says")) {
    draft.says.emplace();
    for (const Node &item : one_or_many(*says)) {
      if (auto text = read_text(item, "\"says\"", complaints)) {
        draft.says->push_back(std::move(*text));
      }
    }
  }
}

template <class T> void replace(std::optional<T> &lower, const std::optional<T> &upper) {
  if (upper) {
    lower = upper;
  }
}

} // namespace

CaseDraft read_draft(MappingReader &reader, Complaints &complaints) {
  CaseDraft draft;
  if (const Node *name = reader.optional("name")) {
    draft.name = read_text(*name, "\"name\"", complaints);
  }
  const std::size_t before = complaints.count();
  draft.edits = read_fact_edits(reader, complaints);
  draft.facts_are_wrong = complaints.count() > before;
  read_question(reader, draft, complaints);
  read_expectation(reader, draft, complaints);
  return draft;
}

CaseDraft lay_over(CaseDraft lower, const CaseDraft &upper) {
  lower.bytes += upper.bytes;
  replace(lower.name, upper.name);
  lower.edits.insert(lower.edits.end(), upper.edits.begin(), upper.edits.end());
  lower.facts_are_wrong = lower.facts_are_wrong || upper.facts_are_wrong;
  replace(lower.module, upper.module);
  replace(lower.asks, upper.asks);
  replace(lower.expected_asks, upper.expected_asks);
  replace(lower.released, upper.released);
  replace(lower.waived, upper.waived);
  replace(lower.now, upper.now);
  replace(lower.decision, upper.decision);
  replace(lower.codes, upper.codes);
  replace(lower.requirements, upper.requirements);
  replace(lower.outcome, upper.outcome);
  replace(lower.best, upper.best);
  replace(lower.ready, upper.ready);
  replace(lower.platform, upper.platform);
  replace(lower.kbs, upper.kbs);
  replace(lower.says, upper.says);
  return lower;
}

Case finish_draft(const CaseDraft &draft, Mark mark, Complaints &complaints) {
  Case result{.name = draft.name.value_or(""),
              .mark = mark,
              .facts = {},
              .module = draft.module.value_or(CaseName{"agent", mark}),
              .asks = draft.asks.value_or(std::vector<Ask>{}),
              .waived = draft.waived.value_or(std::vector<CaseName>{}),
              .now = draft.now.value_or(Timestamp{}),
              .expected = {.decision = draft.decision.value_or(Decision::unknown),
                           .codes = draft.codes,
                           .requirements = draft.requirements.value_or(std::vector<ExpectedRequirement>{}),
                           .asks = draft.expected_asks.value_or(std::vector<ExpectedAsk>{}),
                           .outcome = draft.outcome,
                           .best = draft.best,
                           .ready = draft.ready,
                           .platform = draft.platform,
                           .kbs = draft.kbs,
                           .says = draft.says.value_or(std::vector<std::string>{})}};
  if (draft.released) {
    if (result.asks.empty()) { // for products that are decided by release date alone
      result.asks.emplace_back();
      result.expected.asks.emplace_back();
    }
    for (Ask &ask : result.asks) {
      ask.released = draft.released;
    }
  }
  if (!draft.decision) {
    complaints.add(mark, "this case lacks \"expect\"",
                   "say which decision is expected: acs, legacy, hold, unknown, not-applicable");
  }
  if (!draft.now) {
    complaints.add(mark, "this case lacks \"now\"", "add it here or to \"defaults\": a case must not depend on the clock");
  }
  return result;
}

} // namespace acsgate
