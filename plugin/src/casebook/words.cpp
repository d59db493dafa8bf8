#include "casebook/words.hpp"

#include "casebook/one_or_many.hpp"
#include "gate/name.hpp"

#include <algorithm>

namespace acsgate {

namespace {

template <class T> struct Word {
  std::string_view word;
  T meaning;
};

constexpr Word<Decision> k_decisions[] = {
    {"acs", Decision::acs},
    {"legacy", Decision::legacy},
    {"hold", Decision::hold},
    {"unknown", Decision::unknown},
    {"not-applicable", Decision::not_applicable},
};
constexpr Word<Status> k_statuses[] = {
    {"pass", Status::pass},
    {"fail", Status::fail},
    {"unknown", Status::unknown},
    {"waived", Status::waived},
};
constexpr Word<Outcome> k_outcomes[] = {
    {"allowed", Outcome::allowed},
    {"refused", Outcome::refused},
    {"held", Outcome::held},
    {"unknown", Outcome::unknown},
};
constexpr Word<Tri> k_ready[] = {{"true", Tri::yes}, {"false", Tri::no}, {"unknown", Tri::unknown}};
constexpr Word<Tri> k_builds[] = {{"acs-build", Tri::yes}, {"legacy-build", Tri::no}, {"unclear-build", Tri::unknown}};

template <class T, std::size_t count> std::optional<T> find(const Word<T> (&words)[count], std::string_view text) {
  const auto *found = std::ranges::find(words, text, &Word<T>::word);
  return found == std::end(words) ? std::nullopt : std::optional(found->meaning);
}

template <class T, std::size_t count> std::string_view word_for(const Word<T> (&words)[count], T meaning) {
  const auto *found = std::ranges::find(words, meaning, &Word<T>::meaning);
  return found == std::end(words) ? std::string_view{} : found->word;
}

template <class T, std::size_t count> void append(std::vector<std::string_view> &names, const Word<T> (&words)[count]) {
  std::ranges::transform(words, std::back_inserter(names), &Word<T>::word);
}

void complain(const Node &node, std::string_view what, const std::vector<std::string_view> &names, Complaints &complaints) {
  std::string list;
  for (const std::string_view name : names) {
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  const bool scalar = node.kind == Node::Kind::scalar;
  complaints.add(node.mark, std::string(what) + " must be one of " + list +
                                (scalar ? ", not \"" + printable(node.text, 80) + '"' + did_you_mean(node.text, names) : ""));
}

template <class T, std::size_t count>
std::optional<T> read(const Node &node, std::string_view what, const Word<T> (&words)[count], Complaints &complaints) {
  const auto found = node.kind == Node::Kind::scalar ? find(words, node.text) : std::nullopt;
  if (!found) {
    std::vector<std::string_view> names;
    append(names, words);
    complain(node, what, names, complaints);
  }
  return found;
}

bool looks_like_code(const Node &node) { return node.kind == Node::Kind::scalar && node.text.find('.') != std::string::npos; }

} // namespace

std::optional<Decision> read_decision(const Node &node, Complaints &complaints) {
  return read(node, "\"expect\"", k_decisions, complaints);
}

std::optional<Outcome> read_outcome(const Node &node, Complaints &complaints) {
  return read(node, "\"outcome\"", k_outcomes, complaints);
}

std::optional<Tri> read_ready(const Node &node, Complaints &complaints) { return read(node, "\"ready\"", k_ready, complaints); }

void read_code(const Node &node, CodeSet &codes, Complaints &complaints) {
  std::vector<std::string_view> names;
  for (unsigned index = 0; index < static_cast<unsigned>(Code::count); ++index) {
    const auto code = static_cast<Code>(index);
    if (node.kind == Node::Kind::scalar && node.text == name_of(code)) {
      codes.add(code);
      return;
    }
    names.push_back(name_of(code));
  }
  complaints.add(node.mark, node.kind == Node::Kind::scalar
                                ? "there is no reason code \"" + printable(node.text, 80) + '"' + did_you_mean(node.text, names)
                                : "a reason code must be text");
}

ExpectedRequirement read_expected_requirement(const Node &node, Complaints &complaints) {
  ExpectedRequirement requirement;
  const Node *status = &node;
  if (node.kind == Node::Kind::sequence && !node.items.empty()) {
    status = &node.items.front();
    requirement.codes.emplace();
    for (auto item = node.items.begin() + 1; item != node.items.end(); ++item) {
      read_code(*item, *requirement.codes, complaints);
    }
  }
  requirement.status = read(*status, "the status of a requirement", k_statuses, complaints).value_or(Status::unknown);
  return requirement;
}

ExpectedAsk read_expected_ask(const Node &node, Complaints &complaints) {
  ExpectedAsk expected;
  const std::span<const Node> items = one_or_many(node);
  for (const Node &item : items) {
    if (looks_like_code(item)) {
      read_code(item, expected.codes ? *expected.codes : expected.codes.emplace(), complaints);
    } else if (const auto acs = find(k_builds, item.text)) {
      expected.acs = acs;
    } else if (const auto outcome = find(k_outcomes, item.text)) {
      expected.outcome = outcome;
    } else {
      std::vector<std::string_view> names;
      append(names, k_outcomes);
      append(names, k_builds);
      complain(item, "what is expected of a build", names, complaints);
    }
  }
  return expected;
}

std::string_view word_of(Outcome outcome) { return word_for(k_outcomes, outcome); }
std::string_view word_of_ready(Tri ready) { return word_for(k_ready, ready); }
std::string_view word_of_build(Tri acs) { return word_for(k_builds, acs); }

} // namespace acsgate
