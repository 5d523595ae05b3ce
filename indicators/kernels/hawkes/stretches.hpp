#pragma once

#include "indicators/kernels/hawkes/history.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entangled::kernels {

/// Events [first, last) of a history, worked in order by one lane.
struct Stretch {
    std::size_t first{};
    std::size_t last{};
    double from{};  ///< time of the last event before `first`; 0 if there is none
};

/// Four stretches side by side: slot `step * 4 + lane` from `first_slot` on holds event first + step of that lane.
struct Chunk {
    std::size_t first_slot{};
    std::size_t steps{};
};

/// A history cut where time moves on, the same way whatever the number of threads. No stretch begins inside of a tie.
struct StretchLayout {
    explicit StretchLayout(const HawkesHistory& history);

    std::vector<Stretch> stretches;  ///< four for each chunk, in order of time; some may be empty
    std::vector<Chunk> chunks;       ///< none if there are no events
    std::vector<double> gaps;        ///< of each slot: time since the event before; 0 in slots without an event
    std::vector<std::int8_t> types;  ///< of each slot; -1 in slots without an event
};

}  // namespace entangled::kernels
