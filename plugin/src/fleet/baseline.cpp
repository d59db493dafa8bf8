#include "fleet/baseline.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

void Baseline::remember(std::string_view host, Decision decision) {
  const std::string lower = lower_ascii(host);
  m_entries.push_back({.begin = m_names.size(), .size = static_cast<std::uint32_t>(lower.size()), .decision = decision});
  m_names += lower;
}

void Baseline::close() {
  std::ranges::sort(m_entries, {}, [this](const Entry &entry) { return name(entry); });
  std::size_t kept = 0;
  for (const Entry entry : m_entries) { // a copy: those before it are written over
    if (kept > 0 && name(m_entries[kept - 1]) == name(entry)) {
      m_entries[kept - 1].repeated = true;
    } else {
      m_entries[kept++] = entry;
    }
  }
  m_entries.resize(kept);
}

void Baseline::compare(std::string_view host, Decision decision) {
  m_lower = lower_ascii(host);
  const auto found =
      std::ranges::lower_bound(m_entries, std::string_view(m_lower), {}, [this](const Entry &entry) { return name(entry); });
  if (found == m_entries.end() || name(*found) != m_lower) {
    ++m_added;
    return;
  }
  Entry &entry = *found;
  if (entry.repeated || entry.met != Met::not_yet) {
    if (entry.met == Met::once) {
      take_back(entry);
    }
    entry.met = Met::namesake;
    ++m_namesakes;
    return;
  }
  entry.met = Met::once;
  entry.now = decision;
  count_change(entry, host);
}

void Baseline::count_change(const Entry &entry, std::string_view host) {
  if (entry.decision == entry.now) {
    ++m_same;
    return;
  }
  ++m_transitions[{entry.decision, entry.now}];
  if (m_changed.size() < k_max_changed) {
    m_changed.push_back({std::string(host), entry.decision, entry.now});
  }
}

/// A second host has the name: which of them the earlier run was about is not known.
void Baseline::take_back(const Entry &entry) {
  ++m_namesakes;
  if (entry.decision == entry.now) {
    --m_same;
    return;
  }
  const auto transition = m_transitions.find({entry.decision, entry.now});
  if (--transition->second == 0) {
    m_transitions.erase(transition);
  }
  std::erase_if(m_changed, [&](const Change &change) { return lower_ascii(change.host) == name(entry); });
}

std::uint64_t Baseline::changed_hosts() const {
  std::uint64_t hosts = 0;
  for (const auto &[transition, count] : m_transitions) {
    hosts += count;
  }
  return hosts;
}

std::uint64_t Baseline::gone() const {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(m_entries, [](const Entry &entry) { return entry.met == Met::not_yet; }));
}

} // namespace acsgate
