#include "artifact/contents.hpp"

#include "artifact/cabinet.hpp"
#include "artifact/scratch_file.hpp"
#include "artifact/unpack.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_programs = 2'000;               ///< of one package
constexpr std::uint64_t k_budget = std::uint64_t{4} << 30U; ///< bytes that are decompressed of one package
constexpr std::size_t k_named = 3;                          ///< in a sentence

void unpack(ByteSource &cabinet, std::uint64_t &budget, Timestamp now, Artifact &package, std::string &trouble) {
  const auto unpacked = unpack_cabinet(cabinet, budget, [&](std::string name, ByteSource &program) {
    if (package.contents.size() == k_max_programs) {
      return false;
    }
    package.contents.push_back(inspect(program, std::move(name), now));
    return true;
  });
  if (!unpacked && trouble.empty()) {
    trouble = unpacked.error();
  }
}

/// `a.exe, b.dll, c.sys and 4 more`
std::string names_with(const Artifact &package, ArtifactVerdict verdict) {
  std::string names;
  std::size_t count = 0;
  for (const Artifact &program : package.contents) {
    if (program.verdict == verdict && ++count <= k_named) {
      names += (names.empty() ? "" : ", ") + program.name;
    }
  }
  return count > k_named ? names + ", +" + std::to_string(count - k_named) : names;
}

void find_what_follows(Artifact &package, std::string trouble) {
  if (!trouble.empty()) {
    const bool some = !package.contents.empty();
    package.findings.push_back({some ? FindingCode::contents_partly_read : FindingCode::contents_not_read, std::move(trouble)});
  }
  for (const auto &[verdict, code] : {std::pair(ArtifactVerdict::needs_acs_support, FindingCode::contents_need_acs),
                                      std::pair(ArtifactVerdict::acs_signed, FindingCode::contents_acs_signed),
                                      std::pair(ArtifactVerdict::broken, FindingCode::contents_broken)}) {
    if (std::string names = names_with(package, verdict); !names.empty()) {
      package.findings.push_back({code, std::move(names)});
    }
  }
}

} // namespace

void judge_contents(ByteSource &cabinet, Timestamp now, Artifact &package) {
  std::string trouble;
  std::uint64_t budget = k_budget;
  unpack(cabinet, budget, now, package, trouble);
  find_what_follows(package, std::move(trouble));
}

void judge_contents(CompoundFile &file, Timestamp now, Artifact &package) {
  std::string trouble(why_none_is_unpacked());
  if (!trouble.empty()) {
    find_what_follows(package, std::move(trouble)); // nothing is copied for nothing
    return;
  }
  bool any = false;
  std::uint64_t budget = k_budget;
  for (const CompoundEntry &entry : file.entries()) {
    if (entry.kind != CompoundEntry::Kind::stream) {
      continue;
    }
    if (budget == 0) {
      trouble = trouble.empty() ? "there is too much to unpack" : trouble;
      break;
    }
    // Names of streams are packed in a way of their own; a cabinet is known by how it begins.
    std::unique_ptr<ScratchFile> cabinet;
    bool kept = true;
    const auto read = file.read(entry, [&](std::string_view piece) {
      if (cabinet == nullptr && is_cabinet(piece)) {
        cabinet = std::make_unique<ScratchFile>();
      }
      kept = cabinet != nullptr && cabinet->append(piece);
      return kept;
    });
    if (cabinet == nullptr) {
      continue;
    }
    any = true;
    budget -= std::min<std::uint64_t>(budget, entry.size); // copied, and many entries may name the same bytes
    if (!read || !kept) {
      trouble = read ? "the folder for temporary files has no room" : read.error();
      continue;
    }
    unpack(*cabinet, budget, now, package, trouble);
  }
  if (!any) {
    trouble = "no cabinet lies in it";
  }
  find_what_follows(package, std::move(trouble));
}

} // namespace acsgate
