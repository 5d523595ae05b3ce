#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "daemon/replay/steps.hpp"

namespace entangled {

/// The newest time that may be written into blocks: `now` less the 3 hours that Prometheus may still hold in its head.
[[nodiscard]] Timestamp newest_importable(Timestamp now) noexcept;

/// What promtool and Prometheus have to be told so that a history arrives and stays.
struct TsdbImport {
    std::chrono::hours block_duration;  ///< one that promtool uses as it is
    std::chrono::days retention;        ///< whole years of 365 days; keeps the first sample for another year at least
};

/// For samples from `first` to `last`, imported at `now`. promtool reads the whole file once for each block, and
/// Prometheus deletes whole blocks only: the shortest duration is taken that needs few blocks.
[[nodiscard]] TsdbImport plan_import(Timestamp first, Timestamp last, Timestamp now) noexcept;

/// What was written, for the text.
struct Backfilled {
    std::string file;      ///< empty for standard output
    bool labelled{false};  ///< with labels as Prometheus adds them
    std::size_t samples{};
    std::size_t states{};  ///< samples of entangled_reading_state, which every reading has at every step
    std::size_t series{};
    std::size_t families{};
    std::size_t steps{};
    std::size_t cut{};  ///< steps left out because they are too new
    Timestamp first{};
    Timestamp last{};
    Step step;
};

/// What was written, and the commands that import it, count it back and show it.
[[nodiscard]] std::string import_text(const Backfilled& written, Timestamp now);

}  // namespace entangled
