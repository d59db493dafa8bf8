#pragma once

#include "facts/facts.hpp"

#include <deque>
#include <string>

namespace acsgate {

/// Facts that own their text: what importers and probes make, where nothing else holds the words.
class OwnedFacts {
public:
  OwnedFacts() = default;
  OwnedFacts(OwnedFacts &&) = default;
  OwnedFacts &operator=(OwnedFacts &&) = default;
  OwnedFacts(const OwnedFacts &) = delete;
  OwnedFacts &operator=(const OwnedFacts &) = delete;
  ~OwnedFacts() = default;

  Facts facts;

  /// A view of the text that lives as long as this object, also when it is moved.
  [[nodiscard]] FactText keep(std::string text) {
    return text.empty() ? FactText() : FactText(m_texts.emplace_back(std::move(text)));
  }

private:
  std::deque<std::string> m_texts; ///< a deque leaves its elements where they are
};

} // namespace acsgate
