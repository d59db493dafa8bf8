#pragma once

#include "artifact/inspect.hpp"
#include "report/inspection.hpp"

#include <cstdlib>
#include <string>

// What every fuzz target of files with signatures does: inspect any bytes, begun as the format begins, and print what was found.

namespace acsgate {

inline int fuzz_artifact(std::string_view magic, const std::uint8_t *data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char *>(data), size);
  bytes.replace(0, std::min(magic.size(), bytes.size()), magic);
  MemorySource source(bytes);
  const Artifact artifact = inspect(source, "fuzz", *parse_timestamp("2026-11-22T12:00:00Z"));
  // No input of a fuzzer is signed below the identity root.
  if (is_acs(artifact) || artifact.verdict == ArtifactVerdict::acs_signed ||
      artifact.verdict == ArtifactVerdict::needs_acs_support) {
    std::abort();
  }
  if (artifact.verdict == ArtifactVerdict::broken && artifact.findings.empty() && artifact.signatures.empty()) {
    std::abort(); // without a word why
  }
  if (render_inspection_text(artifact, Language::en).empty() || render_inspection_json(artifact, Language::ja, "").empty()) {
    std::abort();
  }
  return 0;
}

} // namespace acsgate
