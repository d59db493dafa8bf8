#pragma once

#include "../policy/policy_files.hpp"
#include "casebook/casebook.hpp"

#include <stdexcept>
#include <string>

namespace acsgate::test {

/// Defaults of a host that lacks nothing but a build.
inline const std::string k_cases_head = R"(schema: acsgate.cases/v1
defaults:
  now: 2026-11-22T12:00:00Z
  collected_at: 2026-11-22T09:00:00Z
  family: windows
  pending: []
  roots: F40042E2E5F7E8EF8189FED15519AECE42C3BFA2
  disallowed: []
  expect: acs
)";

/// The casebook of a text that must be right.
inline Casebook casebook(const std::string &text) {
  auto book = load_casebook_text(text, "cases.yaml");
  if (!book) {
    throw std::runtime_error(to_string(book.error().front()));
  }
  return std::move(*book);
}

/// The first case of `cases:` entries, under the defaults above.
inline Case first_case(const std::string &entries) { return casebook(k_cases_head + "cases:\n" + entries).cases.at(0); }

inline std::string first_error(const std::string &text) {
  const auto book = load_casebook_text(text, "cases.yaml");
  return book ? "loaded" : to_string(book.error().front());
}

} // namespace acsgate::test
