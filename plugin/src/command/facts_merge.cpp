#include "command/facts_merge.hpp"

#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/fail.hpp"
#include "command/log_options.hpp"
#include "facts/facts_merge.hpp"
#include "facts/facts_writer.hpp"
#include "facts/host_groups.hpp"
#include "fleet/host_stream.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

namespace acsgate {

namespace {

struct MergeOptions : LogOptions {
  std::vector<std::string> files;
};

/// All documents are held until the last one is read: 100,000 hosts of 1.2 KB from four sources.
constexpr std::size_t k_max_held_bytes = 512U << 20U;
constexpr std::size_t k_max_parts = 64;   ///< of one host
constexpr std::size_t k_max_faults = 100; ///< that are told where a file starts with lines that can't be read

/// One document, written anew in one line, and the file that it came from.
struct Held {
  std::string json;
  const std::string *file = nullptr;
};

class Merge {
public:
  /// A file may hold one document over many lines or one document a line. If nothing in it can be read, one error tells it.
  Result<void> read(const std::string &file) {
    std::error_code unknown;
    std::ifstream in(path_of(file), std::ios::binary);
    if (!in || std::filesystem::is_directory(path_of(file), unknown)) {
      return tl::unexpected(Error{ErrorKind::input, file, "can't be opened", "check the path and the permissions"});
    }
    std::optional<Error> as_one;
    if (auto whole = read_file(path_of(file), k_max_facts_bytes, ErrorKind::input)) {
      FactsDecoder decoder;
      const auto facts = decoder.decode(*whole, file);
      if (facts) {
        hold(**facts, file);
        return {};
      }
      as_one = facts.error();
    }
    bool any = false;
    std::vector<Error> faults; // of the lines before the first good one
    const auto take = [&](const Facts &facts) {
      any = true;
      hold(facts, file);
    };
    const auto fault = [&](const Error &error) {
      if (any) {
        report_error(to_string(error));
      } else if (faults.size() < k_max_faults) {
        faults.push_back(error);
      }
      return true;
    };
    m_bad += m_stream.read(in, file, take, fault).bad_lines;
    if (!any && as_one) {
      return tl::unexpected(*as_one);
    }
    std::ranges::for_each(faults, [](const Error &error) { report_error(to_string(error)); });
    return {};
  }

  void write() {
    for (std::size_t index = 0; index < m_hosts.size(); ++index) {
      const std::vector<Held> &group = m_hosts[index];
      if (group.empty()) {
        continue; // its documents were refused
      }
      std::vector<std::unique_ptr<FactsDecoder>> decoders;
      std::vector<FactsPart> parts;
      parts.reserve(group.size());
      for (const Held &held : group) {
        // What is held was decoded before.
        parts.push_back({*decoders.emplace_back(std::make_unique<FactsDecoder>())->decode(held.json, *held.file), *held.file});
      }
      const MergedFacts merged = merge_facts(parts);
      const HostFacts &host = merged.host.facts.host;
      const std::string name = printable(host.name.empty() ? host.id : host.name, 80);
      for (const std::string &contradiction : merged.contradictions) {
        std::string warning = name;
        warning += ": ";
        warning += contradiction;
        log_warning(warning);
      }
      if (!merged.one_host) {
        refuse(*group.front().file, name + ": the sources can't be of one host", "see the contradiction above");
        continue;
      }
      if (m_groups.doubtful(index)) {
        refuse(*group.front().file, "host \"" + name + "\" has a namesake, and one of its documents names no more than that",
               "add an id or a full name (fqdn)");
        continue;
      }
      const std::string json = to_json(merged.host.facts);
      FactsDecoder decoder; // lists that were united can be too long
      if (const auto read = decoder.decode(json, *group.front().file); !read) {
        refuse(*group.front().file, name + ": the merged facts can't be used: " + read.error().what, {});
        continue;
      }
      std::cout << json << '\n';
    }
  }

  [[nodiscard]] std::uint64_t bad() const { return m_bad; }

private:
  void refuse(const std::string &file, std::string what, std::string fix) {
    report_error(to_string(Error{ErrorKind::input, file, std::move(what), std::move(fix)}));
    ++m_bad;
  }

  void hold(const Facts &facts, const std::string &file) {
    const std::size_t before = m_groups.size();
    const auto group = m_groups.place(facts.host);
    if (!group) {
      const std::string name = printable(facts.host.name, 80);
      refuse(file, name.empty() ? "a document names no host" : "host \"" + name + "\" could be either of several",
             name.empty() ? "import it with --host NAME" : "add an id or a full name (fqdn)");
      return;
    }
    if (*group == before) {
      m_hosts.emplace_back();
    }
    std::vector<Held> &parts = m_hosts[*group];
    std::string json = to_json(facts);
    m_held += json.size();
    if (parts.size() == k_max_parts || m_held > k_max_held_bytes) {
      refuse(file,
             parts.size() == k_max_parts ? "a host has more than " + std::to_string(k_max_parts) + " documents"
                                         : "too many hosts at once",
             "merge fewer files at once");
      return;
    }
    if (json.size() > k_max_facts_bytes) { // letters beyond ASCII take more room when they are written
      refuse(file, "a document is larger than " + std::to_string(k_max_facts_bytes) + " bytes in ASCII",
             "leave out what it need not hold");
      return;
    }
    parts.push_back({std::move(json), &file});
  }

  HostStream m_stream;
  HostGroups m_groups;
  std::vector<std::vector<Held>> m_hosts; ///< by group
  std::size_t m_held = 0;
  std::uint64_t m_bad = 0;
};

int merge(const MergeOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  Merge merge;
  int code = 0;
  for (const std::string &file : options.files) {
    if (const auto read = merge.read(file); !read) {
      code = fail(read.error(), ExitProfile::standard);
    }
  }
  merge.write();
  return merge.bad() > 0 ? exit_code(ErrorKind::input, ExitProfile::standard) : code;
}

} // namespace

void add_facts_merge(CLI::App &facts, int &exit_code) {
  CLI::App *command = facts.add_subcommand("merge", "Unite what several sources know of each host; contradictions are named");
  const auto options = std::make_shared<MergeOptions>();
  command->add_option("FILE", options->files, "Facts of one host or of many, one document a line")->required();
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = merge(*options); });
}

} // namespace acsgate
