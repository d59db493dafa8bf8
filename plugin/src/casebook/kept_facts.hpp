#pragma once

#include "facts/facts.hpp"

#include <memory>
#include <string>

namespace acsgate {

/// Facts that own their texts, for as long as they live. Those of a decoder live until its next document, and a decoder for each
/// of many hosts would take a megabyte a host.
class KeptFacts {
public:
  [[nodiscard]] static std::shared_ptr<const KeptFacts> copy_of(const Facts &facts);

  KeptFacts(const KeptFacts &) = delete;
  KeptFacts &operator=(const KeptFacts &) = delete;
  KeptFacts(KeptFacts &&) = delete;
  KeptFacts &operator=(KeptFacts &&) = delete;
  ~KeptFacts() = default;

  [[nodiscard]] const Facts &get() const { return m_facts; }

private:
  explicit KeptFacts(Facts facts);

  Facts m_facts;
  std::string m_texts; ///< every text, one behind the other
};

} // namespace acsgate
