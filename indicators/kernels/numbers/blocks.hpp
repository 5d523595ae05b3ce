#pragma once

#include <cstddef>
#include <functional>

namespace entangled::kernels {

/// Calls `work(b)` once for each b < blocks on at most `threads` threads (0 counts as 1), in no certain order, and
/// returns when all are done. Results are the same for any number of threads if each call writes only what is its own
/// and the caller joins them in order of b. The first exception of a call is thrown again here.
void for_each_block(std::size_t blocks, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace entangled::kernels
