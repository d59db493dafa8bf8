#include "command/installation.hpp"

#include "base/file.hpp"
#include "base/file_trust.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/artifact_reader.hpp"
#include "gate/code_table.hpp"
#include "gate/name.hpp"
#include "install/package_name.hpp"
#include "install/preflight.hpp"

#include <algorithm>
#include <thread>

namespace acsgate {

namespace {

constexpr std::chrono::milliseconds k_lock_step(100);
constexpr std::uint64_t k_mib = std::uint64_t{1} << 20U;
constexpr std::uint64_t k_spare_mib = 100;

std::string now_text() { return to_string(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())); }

std::vector<std::string> reasons_of(const Explanation &explanation) {
  std::vector<std::string> reasons;
  reasons.reserve(explanation.reasons.size());
  for (const Reason &reason : explanation.reasons) {
    reasons.push_back(std::string(row_of(reason.code).name) + ": " + reason.text);
  }
  return reasons;
}

std::string in_words(const std::vector<std::string> &words) {
  std::string text;
  for (const std::string &word : words) {
    text += (text.empty() ? "[" : ", ") + ('"' + printable(word, word.size()) + '"');
  }
  return text + ']';
}

} // namespace

tl::expected<std::optional<OwnResult>, Errors> Installation::take_lock(Duration patience) {
  if (auto ready = open_private_folder(m_folder); !ready) {
    return tl::unexpected(Errors{std::move(ready.error())});
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    OwnResult why = OwnResult::busy;
    auto lock = HostLock::try_take(m_folder / "lock");
    if (!lock) {
      return tl::unexpected(Errors{std::move(lock.error())});
    }
    if (*lock != nullptr) {
      const auto read = load_record(m_folder, k_last_run);
      if (!read) {
        log_warning(to_string(read.error()));
      }
      const std::optional<RunRecord> last = read.value_or(std::nullopt);
      if (!last || !child_at_work(*last)) {
        m_lock = std::move(*lock);
        remove_left_copies(m_folder);
        if (last && last->phase != "ended" && !m_options.detached) {
          log_warning("the last run, begun " + printable(last->started_at) +
                      ", did not see the end of its installation; how that ended is not known");
        }
        return std::nullopt;
      }
      why = OwnResult::still_running; // its gate is gone, or stopped waiting
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      return why;
    }
    std::this_thread::sleep_for(k_lock_step);
  }
}

void Installation::note(const char *phase) {
  m_record.phase = phase;
  if (auto saved = save_record(m_folder, k_last_run, m_record); !saved) {
    log_warning(to_string(saved.error()));
  }
}

RunAnswer Installation::own(OwnResult result, std::vector<std::string> reasons) {
  m_record.result = row_of(result).code;
  m_record.reasons.clear();
  for (const std::string &reason : m_reasons) {
    m_record.reasons += (m_record.reasons.empty() ? "" : ", ") + reason.substr(0, reason.find(':'));
  }
  reasons.insert(reasons.end(), m_reasons.begin(), m_reasons.end());
  const Language language = m_options.language == "ja" ? Language::ja : Language::en;
  return {exit_number(result), m_record, m_host, m_record.result + ": " + in_language(row_of(result).text, language),
          std::move(reasons)};
}

RunAnswer Installation::end(RunAnswer answer) {
  m_record.result = answer.record.result;
  m_record.exit_code = answer.exit_code;
  m_record.ended_at = now_text();
  if (m_lock != nullptr) {
    note("ended");
  }
  answer.record = m_record;
  return answer;
}

tl::expected<RunAnswer, Errors> Installation::run() {
  const auto patience = read_duration("--wait-lock", m_options.wait_lock);
  auto offer = offer_of(m_options);
  const auto usable = command_for(m_options.words, "");
  if (!patience || !offer || !usable) {
    return tl::unexpected(!patience ? Errors{patience.error()} : !offer ? std::move(offer.error()) : Errors{usable.error()});
  }
  auto gate = Gate::open(m_options);
  if (!gate) {
    return tl::unexpected(std::move(gate.error()));
  }
  m_record.module = gate->product().id;
  m_record.started_at = now_text();
  m_record.gate = own_process_mark();
  m_record.boot = boot_mark();
  if (!m_options.dry_run) {
    constexpr Duration k_takeover(30); // from the run that started this one
    const auto taken = take_lock(patience->value_or(m_options.detached ? k_takeover : Duration(0)));
    if (!taken) {
      return tl::unexpected(taken.error());
    }
    if (const std::optional<OwnResult> why = *taken) {
      return own(*why);
    }
    note("starting");
    const std::optional<RunRecord> pending = load_record(m_folder, k_pending_check).value_or(std::nullopt);
    if (pending && is_this_boot(pending->boot)) {
      return end(own(OwnResult::restart_pending, {"an installation of " + printable(pending->build) + " waits for it"}));
    }
  }
  auto answer = decide(*gate, *offer);
  if (!answer && m_lock != nullptr) {
    m_record.result = "ERROR";
    m_record.exit_code = static_cast<std::uint32_t>(exit_code(answer.error().front().kind, m_options.profile()));
    note("ended");
  }
  return answer;
}

tl::expected<RunAnswer, Errors> Installation::decide(const Gate &gate, const Offer &offer) {
  const auto host = HostFactsSource::open(m_options.facts, gate, m_options.probe);
  if (!host) {
    return tl::unexpected(Errors{host.error()});
  }
  const Facts &facts = host->facts();
  std::vector<Version> asked;
  for (const Ask &ask : gate.asks()) {
    if (ask.build) {
      asked.push_back(*ask.build);
    }
  }
  const Candidates candidates = candidates_of(offer, gate.product(), asked, facts.os.ok() ? facts.os.arch : FactText());
  if (candidates.packages.size() > k_max_asked) {
    return tl::unexpected(
        Errors{{ErrorKind::usage, "", "more than " + std::to_string(k_max_asked) + " packages come into question",
                "narrow the offer with --build"}});
  }
  std::vector<Ask> asks;
  asks.reserve(candidates.packages.size());
  for (const Package &package : candidates.packages) {
    asks.push_back({.build = package.build, .released = gate.asks().empty() ? std::nullopt : gate.asks().front().released});
  }
  const Explanation explanation = gate.decide(facts, host->as_of(), asks);
  m_host = explanation.host;
  m_record.decision = name_of(explanation.decision);
  m_reasons = reasons_of(explanation);
  log_info("decision " + m_record.decision);
  if (const Package *wrong = misdeclared(candidates, explanation)) {
    const bool acs = wrong->kind == PackageKind::acs;
    return tl::unexpected(Errors{{ErrorKind::usage, printable(wrong->file),
                                  to_string(wrong->build) + (acs ? " is no ACS build" : " is an ACS build"),
                                  acs ? "give it as --legacy" : "give it as --acs"}});
  }
  const Choice choice = choose(candidates, explanation);
  if (const auto *result = std::get_if<OwnResult>(&choice)) {
    return end(own(*result));
  }
  if (std::holds_alternative<NothingToDo>(choice)) {
    return end({0, m_record, m_host, "what this host may take, or a newer build, is installed: nothing to do", m_reasons});
  }
  const Package *package = std::get<const Package *>(choice);
  return guard(gate, *package, *host, asks[static_cast<std::size_t>(package - candidates.packages.data())]);
}

Result<std::optional<RunAnswer>> Installation::refuse_by_signature(const Gate &gate, const Package &package,
                                                                   const HostFactsSource &host, Ask ask, const HeldFile &file) {
  const auto is_acs = artifact_is_acs(file.path(), gate.now(std::nullopt));
  if (!is_acs && is_acs.error().code == k_no_artifact) {
    return std::nullopt; // some other installer, which carries no signature that could be read
  }
  if (!is_acs) {
    return tl::unexpected(is_acs.error());
  }
  ask.acs_signed = *is_acs;
  if (!ask.acs_signed) {
    return std::nullopt;
  }
  const Explanation explanation = gate.decide(host.facts(), host.as_of(), std::span(&ask, 1));
  Candidates only;
  only.packages = {package};
  const Choice choice = choose(only, explanation);
  if (std::holds_alternative<const Package *>(choice)) {
    return std::nullopt;
  }
  m_record.decision = name_of(explanation.decision);
  m_reasons = reasons_of(explanation);
  const auto *result = std::get_if<OwnResult>(&choice);
  return end(own(result == nullptr ? OwnResult::unknown : *result));
}

tl::expected<RunAnswer, Errors> Installation::guard(const Gate &gate, const Package &package, const HostFactsSource &host,
                                                    const Ask &ask) {
  m_record.build = to_string(package.build);
  m_record.file = file_name_of(package.file);
  auto safe = refuse_far_path(package.file, m_options.allow_network_paths, ErrorKind::input);
  if (safe && package.sha256.empty()) {
    safe = refuse_writable_by_others(package.file, ErrorKind::input); // nothing else says that it is the right one
    if (!safe) {
      safe.error().fix = "say which file it must be with its SHA-256, or let only administrators write there";
    }
  }
  if (!safe) {
    return tl::unexpected(Errors{std::move(safe.error())});
  }
  const Preflight preflight{
      .self_protected = m_options.self_protection == "unknown" ? std::nullopt : std::optional(m_options.self_protection == "on"),
      .installer_busy = installer_busy(),
      .free_bytes = free_space(m_options.dry_run ? std::filesystem::path() : m_folder)};
  if (!preflight.self_protected) {
    log_info("whether the Agent's self-protection is on can't be told");
  }
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path_of(package.file), error);
  const std::uint64_t needed =
      m_options.min_free_mib > 0 ? m_options.min_free_mib * k_mib : k_spare_mib * k_mib + (error ? 0 : 2 * std::uint64_t{size});
  if (const auto in_the_way = obstacle(preflight, needed)) {
    return end(own(*in_the_way));
  }
  auto file = HeldFile::open(package.file, m_options.dry_run ? std::filesystem::path() : m_folder);
  if (!file) {
    const bool missing = file.error().code == HeldFile::k_missing;
    return end(own(missing ? OwnResult::artifact_missing : OwnResult::artifact_changed, {to_string(file.error())}));
  }
  m_record.sha256 = file->sha256();
  if (!package.sha256.empty() && package.sha256 != file->sha256()) {
    return end(own(OwnResult::artifact_changed,
                   {printable(package.file) + ": its SHA-256 is " + file->sha256() + ", not " + package.sha256}));
  }
  auto refused = refuse_by_signature(gate, package, host, ask, *file);
  if (!refused) {
    return tl::unexpected(Errors{std::move(refused.error())});
  }
  if (std::optional<RunAnswer> answer = std::move(*refused)) {
    return std::move(*answer);
  }
  auto words = command_for(m_options.words, file->path());
  if (!words) {
    return tl::unexpected(Errors{std::move(words.error())});
  }
  if (m_options.dry_run) {
    return RunAnswer{
        0, m_record, m_host, m_record.module + ' ' + m_record.build + " would be installed: " + in_words(*words), {}};
  }
  return start(gate, package, std::move(*file), std::move(*words));
}

} // namespace acsgate
