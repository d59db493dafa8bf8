#include "command/fail.hpp"
#include "command/fleet_rollout.hpp"
#include "rollout/loader.hpp"
#include "rollout/wave_seats.hpp"

#include <algorithm>

namespace acsgate {

namespace {

std::string joined(const std::vector<std::string> &words) {
  std::string text;
  for (const std::string &word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

class LoadedFleetRollout : public FleetRollout {
public:
  explicit LoadedFleetRollout(LoadedRollout loaded)
      : m_loaded(std::move(loaded)), m_seats(m_loaded.rollout), m_risk_hosts(m_loaded.rollout.accepted_risks.size()),
        m_waiver_hosts(m_loaded.rollout.waivers.size()) {}

  [[nodiscard]] Errors bind(const Policy &policy, Timestamp now) override {
    m_now = now;
    Errors errors = bind_rollout(m_loaded, policy);
    m_product = policy.find_product(rollout().module);
    return errors;
  }
  [[nodiscard]] std::string_view name() const override { return rollout().name; }

  [[nodiscard]] std::uint32_t waived(const HostFacts &host) override {
    std::uint32_t waived = 0;
    if (!rollout().waivers.empty()) {
      const HostIdentity identity = identity_of(host);
      for (const Waiver &waiver : rollout().waivers) {
        waived |= covers(waiver, identity) ? std::uint32_t(1) << waiver.requirement : 0U;
      }
    }
    return waived;
  }

  void add(const Facts &facts, const Verdict &verdict) override {
    const HostIdentity identity = identity_of(facts.host);
    const std::uint32_t place = place_of(rollout().salt, m_key);
    const std::uint64_t fits = m_key.empty() ? 0 : fitting_waves(rollout(), identity, place);
    m_seats.add(m_key, place, fits, static_cast<std::uint8_t>(verdict.decision));
    if (verdict.decision == Decision::legacy) {
      count_risk(identity);
    }
    for (std::size_t index = 0; index < m_waiver_hosts.size(); ++index) {
      m_waiver_hosts[index] += counts(rollout().waivers[index], verdict) && covers(rollout().waivers[index], identity) ? 1 : 0;
    }
  }

  [[nodiscard]] bool waits_for_all() const override { return m_seats.is_limited(); }
  [[nodiscard]] std::optional<std::size_t> wave_of(const HostFacts &host) override {
    const HostIdentity identity = identity_of(host);
    if (m_key.empty()) {
      return std::nullopt;
    }
    const std::uint32_t place = place_of(rollout().salt, m_key);
    const std::int8_t wave = m_seats.wave_of(m_key, place, fitting_waves(rollout(), identity, place));
    return wave < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(wave));
  }
  [[nodiscard]] std::string_view wave_name(std::size_t wave) const override { return rollout().waves[wave].name; }

  [[nodiscard]] std::vector<NamedCounts> waves() const override {
    std::vector<NamedCounts> waves;
    waves.reserve(m_seats.counts().size());
    for (std::size_t wave = 0; wave < m_seats.counts().size(); ++wave) {
      NamedCounts named{wave < rollout().waves.size() ? rollout().waves[wave].name : "", {}};
      for (const Decision decision : k_decisions) {
        named.counts.add(decision, m_seats.counts()[wave].at(static_cast<std::size_t>(decision)));
      }
      if (!named.name.empty() || named.counts.total() > 0) {
        waves.push_back(std::move(named));
      }
    }
    return waves;
  }

  [[nodiscard]] std::vector<Commitment> commitments() const override {
    std::vector<Commitment> all;
    all.reserve(m_risk_hosts.size() + m_waiver_hosts.size());
    for (std::size_t index = 0; index < m_risk_hosts.size(); ++index) {
      const AcceptedRisk &risk = rollout().accepted_risks[index];
      all.push_back({Commitment::Kind::accepted_risk, risk.match.text(), joined(risk.risks), risk.reason, risk.owner, risk.until,
                     m_risk_hosts[index]});
    }
    for (std::size_t index = 0; index < m_waiver_hosts.size(); ++index) {
      const Waiver &waiver = rollout().waivers[index];
      all.push_back({Commitment::Kind::waiver, waiver.match.text(), waiver.requirement_id, waiver.reason, waiver.approver,
                     waiver.until, m_waiver_hosts[index]});
    }
    return all;
  }
  [[nodiscard]] std::uint64_t unaccepted() const override { return m_unaccepted; }

private:
  [[nodiscard]] const Rollout &rollout() const { return m_loaded.rollout; }

  [[nodiscard]] bool covers(const Waiver &waiver, const HostIdentity &identity) const {
    return (!waiver.from || *waiver.from <= m_now) && m_now < waiver.until && waiver.match.matches(identity);
  }

  [[nodiscard]] bool counts(const Waiver &waiver, const Verdict &verdict) const {
    for (std::size_t index = 0; m_product != nullptr && index < verdict.requirement_count; ++index) {
      if (m_product->requires_[index] == waiver.requirement) {
        return verdict.requirements.at(index).status == Status::waived;
      }
    }
    return false;
  }

  /// The host by the first accepted risk that covers it and has not ended.
  void count_risk(const HostIdentity &identity) {
    for (std::size_t index = 0; index < m_risk_hosts.size(); ++index) {
      const AcceptedRisk &risk = rollout().accepted_risks[index];
      if (m_now < risk.until && risk.match.matches(identity)) {
        ++m_risk_hosts[index];
        return;
      }
    }
    ++m_unaccepted;
  }

  /// As wave plan identifies it. Borrows from `host` and from the two members at the end.
  [[nodiscard]] HostIdentity identity_of(const HostFacts &host) {
    m_labels_of_host.resize(host.labels.size());
    for (std::size_t index = 0; index < host.labels.size(); ++index) {
      m_labels_of_host[index].first = host.labels[index].first;
      m_labels_of_host[index].second = host.labels[index].second;
    }
    m_key = host_key({host.id, host.name, host.fqdn, nullptr});
    return {m_key, host.name, host.fqdn, &m_labels_of_host};
  }

  LoadedRollout m_loaded;
  const Product *m_product = nullptr;
  Timestamp m_now;
  WaveSeats m_seats;
  std::vector<std::uint64_t> m_risk_hosts;
  std::vector<std::uint64_t> m_waiver_hosts;
  std::uint64_t m_unaccepted = 0;
  // Of the host at hand:
  std::vector<std::pair<std::string, std::string>> m_labels_of_host;
  std::string m_key;
};

} // namespace

tl::expected<std::unique_ptr<FleetRollout>, Errors> load_fleet_rollout(const std::string &path, GateOptions &options) {
  auto loaded = load_rollout(path);
  if (!loaded) {
    return tl::unexpected(std::move(loaded.error()));
  }
  if (!options.policy.empty()) {
    return tl::unexpected(Errors{usage("--policy and --rollout exclude each other", "the rollout names its policy")});
  }
  if (options.module != GateOptions().module && options.module != loaded->rollout.module) {
    return tl::unexpected(Errors{usage("--module " + options.module + " is not the module of the rollout",
                                       "leave --module out; the rollout is for " + loaded->rollout.module)});
  }
  options.policy = policy_path_of(loaded->rollout, path);
  options.module = loaded->rollout.module;
  return std::make_unique<LoadedFleetRollout>(std::move(*loaded));
}

} // namespace acsgate
