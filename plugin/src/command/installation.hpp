#pragma once

#include "base/held_file.hpp"
#include "base/private_folder.hpp"
#include "command/host_facts.hpp"
#include "command/run_options.hpp"
#include "install/choose.hpp"
#include "install/record.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acsgate {

/// What a run came to.
struct RunAnswer {
  std::uint32_t exit_code = 0;
  RunRecord record;
  std::string host;
  std::string sentence;             ///< for a person
  std::vector<std::string> reasons; ///< `CODE: text`, of the decision or of an error
};

/// One run on this host: decides, chooses, guards, starts, waits, looks.
class Installation {
public:
  explicit Installation(const RunOptions &options) : m_options(options), m_folder(state_folder()) {}

  [[nodiscard]] tl::expected<RunAnswer, Errors> run();

  /// Takes the lock, or says why not: nothing has been touched then.
  [[nodiscard]] tl::expected<std::optional<OwnResult>, Errors> take_lock(Duration patience);
  [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }

private:
  [[nodiscard]] tl::expected<RunAnswer, Errors> decide(const Gate &gate, const Offer &offer);
  [[nodiscard]] tl::expected<RunAnswer, Errors> guard(const Gate &gate, const Package &package, const HostFactsSource &host,
                                                      const Ask &ask);
  /// Why the file may not be installed although its build may: what its signature says. Nothing where it may.
  [[nodiscard]] Result<std::optional<RunAnswer>> refuse_by_signature(const Gate &gate, const Package &package,
                                                                     const HostFactsSource &host, Ask ask, const HeldFile &file);
  [[nodiscard]] tl::expected<RunAnswer, Errors> start(const Gate &gate, const Package &package, HeldFile file,
                                                      std::vector<std::string> words);
  void look_afterwards(const Gate &gate, const Package &package, RunAnswer &answer);
  [[nodiscard]] RunAnswer own(OwnResult result, std::vector<std::string> reasons = {});
  [[nodiscard]] RunAnswer end(RunAnswer answer);
  void note(const char *phase);

  const RunOptions &m_options;
  std::filesystem::path m_folder;
  std::unique_ptr<HostLock> m_lock;
  RunRecord m_record;
  std::string m_host = "unnamed-host";
  std::vector<std::string> m_reasons;
};

/// The offer that the options make: of a manifest, or of the files that are given.
[[nodiscard]] tl::expected<Offer, Errors> offer_of(const RunOptions &options);

/// The command with the file in the place of `{artifact}`, and the program by its full path.
[[nodiscard]] Result<std::vector<std::string>> command_for(const std::vector<std::string> &words, const std::string &artifact);

} // namespace acsgate
