# What is added to the installer for Windows. ASCII only, whatever encoding it is read in.

# $LANGUAGE: 3082 is Spanish; whoever has another language reads English.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    # What starts it at login: Electron writes it under the application's id, Windows whether it is allowed beside it.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    # The set-up program itself, and what updates have fetched.
    RMDir /r "$LOCALAPPDATA\vigia-updater"
    # Said only to whoever watches: not with /S. The section itself always runs silent, so the command line is asked.
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/S" $R1
    ${if} ${Errors}
    ${andIf} ${FileExists} "$APPDATA\vigia\*.*"
      ${if} $LANGUAGE == 3082
        MessageBox MB_OK|MB_ICONINFORMATION "Sus ajustes y su historial se conservan en $APPDATA\vigia. Si ya no los quiere, borre esa carpeta."
      ${else}
        MessageBox MB_OK|MB_ICONINFORMATION "Your settings and history are kept in $APPDATA\vigia. If you want them no more, delete that folder."
      ${endIf}
    ${endIf}
  ${endIf}
!macroend
