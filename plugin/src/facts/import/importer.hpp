#pragma once

#include "base/result.hpp"
#include "facts/owned_facts.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acsgate {

/// A file that another tool wrote about one host or many.
struct Capture {
  std::string_view bytes;
  std::string name; ///< for error messages
};

struct ImportOptions {
  /// Encoding of captures that show none (see capture_text.hpp); nullopt: guessed.
  std::optional<unsigned> code_page;
  /// Names of columns for configmgr-csv, (field, column).
  std::vector<std::pair<std::string, std::string>> columns;
};

/// Takes what an importer finds.
class ImportSink {
public:
  ImportSink() = default;
  ImportSink(const ImportSink &) = delete;
  ImportSink &operator=(const ImportSink &) = delete;
  ImportSink(ImportSink &&) = default;
  ImportSink &operator=(ImportSink &&) = default;
  virtual ~ImportSink() = default;
  /// Facts of one host. `facts.source` and, unless the capture tells it, `collected_at` are left for the caller to set.
  virtual void host(OwnedFacts host) = 0;
  /// One host of many that can't be read: to be named and passed over.
  virtual void bad_host(Error error) = 0;
  /// Something that a person should know although facts were found.
  virtual void warning(std::string message) = 0;
};

/// Turns one capture into facts. An error refuses the whole capture. Whatever the capture does not tell stays unknown: a list is
/// set only if the capture would have shown all of it, and each group that is filled has the format's name as its `source`.
struct Importer {
  std::string_view format; ///< `systeminfo`
  std::string_view about;  ///< for --help
  std::size_t max_bytes;   ///< larger captures are refused before they are read
  Result<void> (*import)(const Capture &capture, const ImportOptions &options, ImportSink &sink);
};

Result<void> import_ansible(const Capture &capture, const ImportOptions &options, ImportSink &sink);
Result<void> import_configmgr_csv(const Capture &capture, const ImportOptions &options, ImportSink &sink);
Result<void> import_dism(const Capture &capture, const ImportOptions &options, ImportSink &sink);
Result<void> import_hotfixes(const Capture &capture, const ImportOptions &options, ImportSink &sink);
Result<void> import_reg(const Capture &capture, const ImportOptions &options, ImportSink &sink);
Result<void> import_systeminfo(const Capture &capture, const ImportOptions &options, ImportSink &sink);

/// All of them, by name.
[[nodiscard]] std::span<const Importer> importers();

} // namespace acsgate
