#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct VerifyOptions : LedgerOptions {
  std::string head;
};

int verify(const VerifyOptions &options) {
  const std::optional<ChainHead> wanted = parse_head(options.head);
  if (!options.head.empty() && !wanted) {
    return fail({ErrorKind::usage, "", "--head " + printable(options.head, 100) + " is no head",
                 "give what acsgate wave verify printed, such as 17:3f0a..."},
                ExitProfile::standard);
  }
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  auto store = open_sqlite_ledger(options.ledger, false);
  if (!store) {
    return fail(store.error(), ExitProfile::standard);
  }
  ChainHead head;
  LedgerState state;
  std::optional<std::string> hash_there; ///< of the event that the wanted head names
  auto begun = (*store)->begin(false);
  const auto read = begun ? (*store)->read([&](const StoredEvent &stored) -> Result<void> {
    if (auto followed = follow(stored, head); !followed) {
      return followed;
    }
    if (wanted && head.number == wanted->number) {
      hash_there = head.hash;
    }
    const auto event = parse_event(stored.body, stored.number);
    return event ? apply(state, *event, stored.number) : tl::unexpected(event.error());
  })
                          : begun;
  if (!read) {
    Error error = read.error();
    error.where = error.where.starts_with("event ") ? options.ledger + ": " + error.where : error.where;
    return fail(error, ExitProfile::standard);
  }
  if (wanted && wanted->number > 0 && hash_there != wanted->hash) {
    return fail({ErrorKind::input, options.ledger,
                 hash_there
                     ? "event " + std::to_string(wanted->number) + " or one before it is not what it was when the head was taken"
                     : "events were removed: the head names event " + std::to_string(wanted->number) + ", and the last is " +
                           std::to_string(head.number),
                 "keep the file as evidence, and go on from a copy that verifies"},
                ExitProfile::standard);
  }
  std::cout << head.text() << '\n';
  return 0;
}

} // namespace

void add_wave_verify(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("verify", "Check that no event was changed, and print the head to keep elsewhere");
  const auto options = std::make_shared<VerifyOptions>();
  command->add_option("--head", options->head, "A head that was printed before: nothing up to it may differ")
      ->check(refuse_empty)
      ->type_name("HEAD");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = verify(*options); });
}

} // namespace acsgate
