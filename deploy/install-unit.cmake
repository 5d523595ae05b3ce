# Part of `cmake --install`: the unit, with the places of this prefix, and /etc/default/entangled if there is none.
cmake_policy(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/install-places.cmake)

# Readable by all, whatever the mask of who installs.
function(put content to)
  file(WRITE "${to}" "${content}")
  file(CHMOD "${to}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  message("-- Installing: ${to}")
endfunction()

file(READ "${entangled_source}/deploy/entangled.service" unit)
string(REPLACE "/usr/bin/" "${CMAKE_INSTALL_PREFIX}/bin/" unit "${unit}")
string(REPLACE "/etc/" "${entangled_etc}/" unit "${unit}")
set(place "${CMAKE_INSTALL_PREFIX}/lib/systemd/system/entangled.service")
put("${unit}" "$ENV{DESTDIR}${place}")
list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${place}")

set(arguments "$ENV{DESTDIR}${entangled_etc}/default/entangled")
if(NOT EXISTS "${arguments}")
  file(READ "${entangled_source}/deploy/default/entangled" text)
  string(REPLACE "/etc/" "${entangled_etc}/" text "${text}")
  put("${text}" "${arguments}")
endif()
