#pragma once

#include <vector>

#include "daemon/config/table_reader.hpp"
#include "daemon/engine/plan.hpp"

namespace entangled {

/// One `[[reading]]` that has an id.
struct DeclaredReading {
    std::string id;
    const IndicatorKind* kind{};  ///< null if the kind is unknown
    Parameters parameters;
    const Node* table{};  ///< where it stands
    bool sound{false};    ///< nothing is wrong with it as far as it can be judged alone
};

/// Reads all `[[reading]]` tables and checks kinds, option names, types, goods and required options. Each id is
/// declared once; later ones of the same id are errors. The result points into the document behind `root`.
[[nodiscard]] std::vector<DeclaredReading> read_readings(TableReader& root, const CodeBook& codes);

/// `; did you mean 'x'?` if a kind of indicator has a name like it, else all kinds.
[[nodiscard]] std::string kind_hint(std::string_view name);

/// Puts the sound readings in order. What is wrong between readings is reported where the option stands; what only
/// seems wrong because a reading behind it is not sound is left out.
[[nodiscard]] std::vector<PlannedReading> plan_declared(const std::vector<DeclaredReading>& declared,
                                                        const ConfigureContext& context, Problems& problems);

}  // namespace entangled
