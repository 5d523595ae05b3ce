#include <array>
#include <cstddef>
#include <cstdint>

#include "tests/kernels/change/border.hpp"
#include "tests/kernels/concentration/border.hpp"
#include "tests/kernels/criticality/border.hpp"
#include "tests/kernels/deterrence/border.hpp"
#include "tests/kernels/events/border.hpp"
#include "tests/kernels/hawkes/border.hpp"
#include "tests/kernels/interdependence/border.hpp"
#include "tests/kernels/networks/border.hpp"
#include "tests/kernels/numbers/border.hpp"
#include "tests/kernels/reaction/border.hpp"
#include "tests/kernels/trend/border.hpp"
#include "tests/kernels/uncertainty/border.hpp"

namespace {

using namespace entangled::testing;

constexpr std::array subjects{try_change,  try_concentration, try_criticality,     try_deterrence,
                              try_events,  try_hawkes,        try_interdependence, try_networks,
                              try_numbers, try_reaction,      try_trend,           try_uncertainty};

}  // namespace

// The first byte chooses the subject, the rest makes arguments for one of its kernels. An uncaught BorderBroken stops
// the fuzzer. Target `kernel_fuzz` of a clang build with -DENTANGLED_FUZZ=ON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    entangled::testing::InputBytes input{{data + 1, size - 1}};
    subjects[data[0] % subjects.size()](input);
    return 0;
}
