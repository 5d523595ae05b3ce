# Part of `cmake --install`. The shipped configuration goes to share/entangled/config, and from there to /etc/entangled:
# a file that the operator has not touched since the last installation is brought up to date, one that was changed or
# removed stays as it is, and is named.
cmake_policy(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/install-places.cmake)

set(shipped "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/${entangled_share}/config")
set(live "$ENV{DESTDIR}${entangled_etc}/entangled")
file(GLOB_RECURSE names RELATIVE "${entangled_source}/config" "${entangled_source}/config/*")
list(SORT names)

function(are_equal a b answer)
  set(${answer} FALSE PARENT_SCOPE)
  if(EXISTS "${a}" AND EXISTS "${b}")
    file(SHA256 "${a}" of_a)
    file(SHA256 "${b}" of_b)
    if(of_a STREQUAL of_b)
      set(${answer} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Copies over what is there, and leaves what is equal alone.
function(put from to)
  get_filename_component(folder "${to}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  configure_file("${from}" "${to}" COPYONLY FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endfunction()

foreach(name IN LISTS names)
  set(new "${entangled_source}/config/${name}")
  set(before "${shipped}/${name}")
  set(there "${live}/${name}")
  are_equal("${there}" "${before}" untouched)
  are_equal("${there}" "${new}" up_to_date)
  are_equal("${before}" "${new}" nothing_new)
  if(up_to_date)
    # Its mode is the operator's, too.
  elseif(untouched OR (NOT EXISTS "${there}" AND NOT EXISTS "${before}"))
    put("${new}" "${there}")
  elseif(NOT EXISTS "${there}")
    message("-- Left out, because it was removed: ${entangled_etc}/entangled/${name}")
  elseif(NOT nothing_new)
    message("-- Kept, because it was changed: ${entangled_etc}/entangled/${name}\n"
            "   The new one: ${CMAKE_INSTALL_PREFIX}/${entangled_share}/config/${name}")
  endif()
  put("${new}" "${before}")
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${CMAKE_INSTALL_PREFIX}/${entangled_share}/config/${name}")
endforeach()
