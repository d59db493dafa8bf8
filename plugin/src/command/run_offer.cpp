#include "base/child_process.hpp"
#include "base/text.hpp"
#include "command/fail.hpp"
#include "command/installation.hpp"
#include "install/package_name.hpp"

namespace acsgate {

namespace {

constexpr std::string_view k_artifact = "{artifact}";

Result<Package> package_of(const GivenPackage &given, PackageKind kind, const std::string &name, const std::string &module) {
  Package package;
  package.module = module;
  package.file = given.file;
  package.kind = kind;
  const auto named = parse_package_name(file_name_of(given.file));
  const auto build = given.build.empty() ? std::nullopt : parse_version(given.build);
  if (!given.build.empty() && (!build || !build->patch)) {
    return tl::unexpected(usage("--" + name + "-build " + printable(given.build, 80) + " is not a build with four parts",
                                "write it as 20.0.0-6690"));
  }
  if (named && build && named->build != *build) {
    return tl::unexpected(usage("--" + name + "-build " + given.build + " is not the build that the name of the file says, " +
                                    to_string(named->build),
                                "leave the option out, or give the right file"));
  }
  if (!named && !build) {
    return tl::unexpected(
        usage("the name of " + printable(given.file) + " does not say which build it is", "say it with --" + name + "-build"));
  }
  package.build = build ? *build : named->build;
  package.arch = named ? named->arch : std::string();
  if (!given.sha256.empty()) {
    const auto digest = parse_sha256(given.sha256);
    if (!digest) {
      return tl::unexpected(usage("--" + name + "-sha256 is not a SHA-256", "write its 64 hex digits"));
    }
    package.sha256 = *digest;
  }
  return package;
}

} // namespace

tl::expected<Offer, Errors> offer_of(const RunOptions &options) {
  const bool files = !options.acs.file.empty() || !options.legacy.file.empty();
  if (files == !options.offer.empty()) {
    return tl::unexpected(Errors{usage("which files are offered is not said, or is said twice",
                                       "give --offer MANIFEST, or --acs FILE and --legacy FILE or one of them")});
  }
  if (!files) {
    return load_offer(options.offer);
  }
  Offer offer;
  for (const auto &[given, kind, name] :
       {std::tuple{&options.acs, PackageKind::acs, "acs"}, std::tuple{&options.legacy, PackageKind::legacy, "legacy"}}) {
    if (given->file.empty()) {
      continue;
    }
    auto package = package_of(*given, kind, name, options.module);
    if (!package) {
      return tl::unexpected(Errors{std::move(package.error())});
    }
    offer.push_back(std::move(*package));
  }
  return offer;
}

Result<std::vector<std::string>> command_for(const std::vector<std::string> &words, const std::string &artifact) {
  std::vector<std::string> command;
  bool named = false;
  for (const std::string &word : words) {
    std::string filled;
    std::size_t from = 0;
    for (std::size_t at = word.find(k_artifact); at != std::string::npos; at = word.find(k_artifact, from)) {
      filled += word.substr(from, at - from) + artifact;
      from = at + k_artifact.size();
      named = true;
    }
    command.push_back(filled + word.substr(from));
  }
  if (command.empty()) {
    return tl::unexpected(usage("no command is given", "write it behind --, such as: -- msiexec.exe /i {artifact} /qn"));
  }
  if (!named) {
    return tl::unexpected(usage("the command does not name the file", "write {artifact} where the file belongs"));
  }
  auto program = find_program(command.front());
  if (!program) {
    return tl::unexpected(std::move(program.error()));
  }
  command.front() = std::move(*program);
  return command;
}

} // namespace acsgate
