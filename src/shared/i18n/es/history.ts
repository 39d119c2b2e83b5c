/** The history's files, in the dialogs of the system. */
export const history = {
  'history.report': 'Guardar informe',
  'history.report.file': 'disponibilidad-{server:text}',
  'history.export': 'Exportar el historial',
  'history.import': 'Importar un historial',
} as const;
