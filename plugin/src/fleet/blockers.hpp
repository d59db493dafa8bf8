#pragma once

#include "gate/explain.hpp"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace acsgate {

/// One thing that keeps hosts from ACS builds, with what to do about it.
struct Blocker {
  std::string requirement; ///< id; empty for what is no requirement: the age of the facts, what they lack
  std::string code;        ///< of what is no requirement: `FACTS.STALE`
  Status status = Status::fail;
  Remedy remedy; ///< of a requirement
  std::uint64_t hosts = 0;
  std::uint64_t esu_missing = 0; ///< hosts among them that get the update with ESU only and have no licence
  std::uint64_t esu_unread = 0;  ///< of which it is not known whether they have one
};

/// Counts what blocks hosts. Memory grows with the policy, not with the number of hosts.
class Blockers {
public:
  Blockers(const Policy &policy, const Product &product) : m_policy(policy), m_product(product) {}

  void add(const Facts &facts, const Verdict &verdict);

  /// In words, blockers with the same remedy together, most hosts first.
  [[nodiscard]] std::vector<Blocker> ranking(Language language) const;

private:
  struct Count {
    std::uint64_t hosts = 0;
    std::uint64_t esu_missing = 0;
    std::uint64_t esu_unread = 0;
  };
  /// Index into Product::requires_, platform, status and reasons: all that a remedy depends on.
  using Key = std::tuple<std::size_t, std::optional<std::size_t>, Status, std::uint64_t>;

  [[nodiscard]] Remedy remedy_for(const Key &key, Language language) const;

  const Policy &m_policy;
  const Product &m_product;
  std::map<Key, Count> m_counts;
  std::map<Code, std::uint64_t> m_codes;
};

} // namespace acsgate
