#pragma once

#include "daemon/config/table_reader.hpp"
#include "indicators/core/code_book.hpp"
#include "indicators/core/roster.hpp"

namespace entangled {

/// Reads `[codes]` and the files it names.
[[nodiscard]] CodeBook read_codes(TableReader& root);

/// Reads `[blocs]`. By default rosters are dated and signatories, participants and members count.
[[nodiscard]] RosterRule read_blocs(TableReader& root);

}  // namespace entangled
